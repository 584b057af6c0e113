-- An amendment may also speak for what was already worked out: the difference is booked as true-ups. It is part of what was signed.
ALTER TABLE agreement_version ADD COLUMN retroactive INTEGER NOT NULL DEFAULT 0 CHECK (retroactive IN (0, 1));
CREATE TRIGGER agreement_version_back BEFORE UPDATE ON agreement_version WHEN OLD.state <> 'draft' AND NEW.retroactive IS NOT OLD.retroactive
  BEGIN SELECT RAISE(ABORT, 'a frozen version is never edited'); END;
