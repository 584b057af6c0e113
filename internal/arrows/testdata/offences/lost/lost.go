package lost // refused: no row in the table
