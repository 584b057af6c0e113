-- What is found in free text: notes, promises, tasks, objections, gifts, names of files. words is the text as names.Fold gives it. The index
-- mirrors the table by its triggers, and what is removed takes its words along. Rows of a file that is older are put in once, by the program.

CREATE TABLE wording(
  id      INTEGER PRIMARY KEY,
  kind    TEXT NOT NULL,
  subject INTEGER NOT NULL,
  words   TEXT NOT NULL,
  UNIQUE (kind, subject)
) STRICT;
CREATE VIEW wording_words AS SELECT id, words FROM wording;
CREATE VIRTUAL TABLE wording_search USING fts5(words, content = '', detail = none, columnsize = 0, prefix = '1 2 3 4 5 6', tokenize = 'ascii');
CREATE TRIGGER wording_added AFTER INSERT ON wording
  BEGIN INSERT INTO wording_search(rowid, words) VALUES (NEW.id, NEW.words); END;
CREATE TRIGGER wording_removed AFTER DELETE ON wording
  BEGIN INSERT INTO wording_search(wording_search, rowid, words) VALUES ('delete', OLD.id, OLD.words); END;

CREATE TRIGGER partner_wording AFTER DELETE ON partner BEGIN DELETE FROM wording WHERE kind = 'partner' AND subject = OLD.id; END;
CREATE TRIGGER person_wording AFTER DELETE ON person BEGIN DELETE FROM wording WHERE kind = 'person' AND subject = OLD.id; END;
CREATE TRIGGER client_wording AFTER DELETE ON client BEGIN DELETE FROM wording WHERE kind = 'client' AND subject = OLD.id; END;
CREATE TRIGGER referral_wording AFTER DELETE ON referral BEGIN DELETE FROM wording WHERE kind = 'referral' AND subject = OLD.id; END;
CREATE TRIGGER promise_wording AFTER DELETE ON promise BEGIN DELETE FROM wording WHERE kind = 'promise' AND subject = OLD.id; END;
CREATE TRIGGER task_wording AFTER DELETE ON task BEGIN DELETE FROM wording WHERE kind = 'task' AND subject = OLD.id; END;
CREATE TRIGGER dispute_wording AFTER DELETE ON dispute BEGIN DELETE FROM wording WHERE kind = 'dispute' AND subject = OLD.id; END;
CREATE TRIGGER gift_wording AFTER DELETE ON gift BEGIN DELETE FROM wording WHERE kind = 'gift' AND subject = OLD.id; END;
CREATE TRIGGER attachment_wording AFTER DELETE ON attachment BEGIN DELETE FROM wording WHERE kind = 'file' AND subject = OLD.id; END;

CREATE INDEX person_folded ON person(folded);
INSERT INTO meta VALUES ('unfolded', '1');
