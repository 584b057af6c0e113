-- The audit log as a list: by whom, when and about what, without reading what each line changed.

CREATE INDEX audit_list ON audit(actor, at, kind);
