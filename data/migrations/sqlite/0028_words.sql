-- How a person is addressed in letters. Newsletters are found by what they say; what earlier ones say is put in when the file is opened.
ALTER TABLE person ADD COLUMN salutation TEXT NOT NULL DEFAULT '';
CREATE TRIGGER newsletter_wording AFTER DELETE ON newsletter BEGIN DELETE FROM wording WHERE kind = 'newsletter' AND subject = OLD.id; END;
INSERT INTO meta VALUES ('unfolded', '3') ON CONFLICT(key) DO UPDATE SET value = excluded.value;
