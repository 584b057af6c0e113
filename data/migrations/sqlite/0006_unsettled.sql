-- Agreements that the next commission run works out again from their first day: something about days that were worked out has changed.
CREATE TABLE unsettled(agreement_id INTEGER PRIMARY KEY REFERENCES agreement(id)) STRICT;
