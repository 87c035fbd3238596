-- The tables, indexes and guards of a ledger of schema 1, as its program wrote them. Frozen: migrations are tested against it.
CREATE TABLE schema_versions (
	version INTEGER NOT NULL, 
	recorded_at TEXT NOT NULL, 
	program TEXT NOT NULL, 
	PRIMARY KEY (version)
)
 STRICT

;
CREATE TRIGGER "schema_versions_no_update" BEFORE UPDATE ON "schema_versions" BEGIN SELECT RAISE(ABORT, 'the ledger is append-only: schema_versions is never updated'); END;
CREATE TRIGGER "schema_versions_no_delete" BEFORE DELETE ON "schema_versions" BEGIN SELECT RAISE(ABORT, 'the ledger is append-only: schema_versions is never deleted from'); END;
CREATE TRIGGER "schema_versions_no_replace" BEFORE INSERT ON "schema_versions" WHEN EXISTS (SELECT 1 FROM "schema_versions" WHERE "version" = NEW."version") BEGIN SELECT RAISE(ABORT, 'the ledger is append-only: schema_versions is never replaced'); END;
CREATE TABLE runs (
	number INTEGER NOT NULL, 
	started TEXT NOT NULL, 
	program TEXT NOT NULL, 
	version TEXT NOT NULL, 
	inputs TEXT NOT NULL, 
	PRIMARY KEY (number)
)
 STRICT

;
CREATE TRIGGER "runs_no_update" BEFORE UPDATE ON "runs" BEGIN SELECT RAISE(ABORT, 'the ledger is append-only: runs is never updated'); END;
CREATE TRIGGER "runs_no_delete" BEFORE DELETE ON "runs" BEGIN SELECT RAISE(ABORT, 'the ledger is append-only: runs is never deleted from'); END;
CREATE TRIGGER "runs_no_replace" BEFORE INSERT ON "runs" WHEN EXISTS (SELECT 1 FROM "runs" WHERE "number" = NEW."number") BEGIN SELECT RAISE(ABORT, 'the ledger is append-only: runs is never replaced'); END;
CREATE TABLE texts (
	sha256 TEXT NOT NULL, 
	text TEXT NOT NULL, 
	PRIMARY KEY (sha256)
)
 STRICT

;
CREATE TRIGGER "texts_no_update" BEFORE UPDATE ON "texts" BEGIN SELECT RAISE(ABORT, 'the ledger is append-only: texts is never updated'); END;
CREATE TRIGGER "texts_no_delete" BEFORE DELETE ON "texts" BEGIN SELECT RAISE(ABORT, 'the ledger is append-only: texts is never deleted from'); END;
CREATE TRIGGER "texts_no_replace" BEFORE INSERT ON "texts" WHEN EXISTS (SELECT 1 FROM "texts" WHERE "sha256" = NEW."sha256") BEGIN SELECT RAISE(ABORT, 'the ledger is append-only: texts is never replaced'); END;
CREATE TABLE run_ends (
	run INTEGER NOT NULL, 
	finished TEXT NOT NULL, 
	outcome TEXT NOT NULL, 
	read INTEGER NOT NULL, 
	seen INTEGER NOT NULL, 
	skipped INTEGER NOT NULL, 
	claims INTEGER NOT NULL, 
	PRIMARY KEY (run), 
	CONSTRAINT run_ends_outcome CHECK (outcome IN ('finished', 'interrupted', 'failed')), 
	FOREIGN KEY(run) REFERENCES runs (number)
)
 STRICT

;
CREATE TRIGGER "run_ends_no_update" BEFORE UPDATE ON "run_ends" BEGIN SELECT RAISE(ABORT, 'the ledger is append-only: run_ends is never updated'); END;
CREATE TRIGGER "run_ends_no_delete" BEFORE DELETE ON "run_ends" BEGIN SELECT RAISE(ABORT, 'the ledger is append-only: run_ends is never deleted from'); END;
CREATE TRIGGER "run_ends_no_replace" BEFORE INSERT ON "run_ends" WHEN EXISTS (SELECT 1 FROM "run_ends" WHERE "run" = NEW."run") BEGIN SELECT RAISE(ABORT, 'the ledger is append-only: run_ends is never replaced'); END;
CREATE TABLE remarks (
	number INTEGER NOT NULL, 
	run INTEGER NOT NULL, 
	what TEXT NOT NULL, 
	kind TEXT NOT NULL, 
	message TEXT NOT NULL, 
	skipped INTEGER NOT NULL, 
	recorded_at TEXT NOT NULL, 
	PRIMARY KEY (number), 
	FOREIGN KEY(run) REFERENCES runs (number)
)
 STRICT

;
CREATE INDEX ix_remarks_run ON remarks (run);
CREATE TRIGGER "remarks_no_update" BEFORE UPDATE ON "remarks" BEGIN SELECT RAISE(ABORT, 'the ledger is append-only: remarks is never updated'); END;
CREATE TRIGGER "remarks_no_delete" BEFORE DELETE ON "remarks" BEGIN SELECT RAISE(ABORT, 'the ledger is append-only: remarks is never deleted from'); END;
CREATE TRIGGER "remarks_no_replace" BEFORE INSERT ON "remarks" WHEN EXISTS (SELECT 1 FROM "remarks" WHERE "number" = NEW."number") BEGIN SELECT RAISE(ABORT, 'the ledger is append-only: remarks is never replaced'); END;
CREATE TABLE documents (
	number INTEGER NOT NULL, 
	run INTEGER NOT NULL, 
	sha256 TEXT NOT NULL, 
	name TEXT NOT NULL, 
	publisher TEXT, 
	published TEXT, 
	date_origin TEXT NOT NULL, 
	title TEXT, 
	url TEXT, 
	language TEXT, 
	extractor TEXT NOT NULL, 
	extractor_version TEXT NOT NULL, 
	origin TEXT, 
	recorded_at TEXT NOT NULL, 
	digest TEXT NOT NULL, 
	PRIMARY KEY (number), 
	CONSTRAINT documents_digest UNIQUE (digest), 
	CONSTRAINT documents_date_origin CHECK (date_origin IN ('given', 'metadata', 'page', 'unknown')), 
	FOREIGN KEY(run) REFERENCES runs (number), 
	FOREIGN KEY(sha256) REFERENCES texts (sha256)
)
 STRICT

;
CREATE INDEX ix_documents_sha256 ON documents (sha256);
CREATE INDEX ix_documents_name ON documents (name);
CREATE INDEX ix_documents_run ON documents (run);
CREATE TRIGGER "documents_no_update" BEFORE UPDATE ON "documents" BEGIN SELECT RAISE(ABORT, 'the ledger is append-only: documents is never updated'); END;
CREATE TRIGGER "documents_no_delete" BEFORE DELETE ON "documents" BEGIN SELECT RAISE(ABORT, 'the ledger is append-only: documents is never deleted from'); END;
CREATE TRIGGER "documents_no_replace" BEFORE INSERT ON "documents" WHEN EXISTS (SELECT 1 FROM "documents" WHERE "number" = NEW."number") OR EXISTS (SELECT 1 FROM "documents" WHERE "digest" = NEW."digest") BEGIN SELECT RAISE(ABORT, 'the ledger is append-only: documents is never replaced'); END;
CREATE TABLE readings (
	number INTEGER NOT NULL, 
	run INTEGER NOT NULL, 
	document INTEGER NOT NULL, 
	sha256 TEXT NOT NULL, 
	version TEXT NOT NULL, 
	claims INTEGER NOT NULL, 
	recorded_at TEXT NOT NULL, 
	PRIMARY KEY (number), 
	FOREIGN KEY(run) REFERENCES runs (number), 
	FOREIGN KEY(document) REFERENCES documents (number), 
	FOREIGN KEY(sha256) REFERENCES texts (sha256)
)
 STRICT

;
CREATE INDEX ix_readings_run ON readings (run);
CREATE INDEX ix_readings_document ON readings (document);
CREATE INDEX readings_newest ON readings (sha256, number);
CREATE TRIGGER "readings_no_update" BEFORE UPDATE ON "readings" BEGIN SELECT RAISE(ABORT, 'the ledger is append-only: readings is never updated'); END;
CREATE TRIGGER "readings_no_delete" BEFORE DELETE ON "readings" BEGIN SELECT RAISE(ABORT, 'the ledger is append-only: readings is never deleted from'); END;
CREATE TRIGGER "readings_no_replace" BEFORE INSERT ON "readings" WHEN EXISTS (SELECT 1 FROM "readings" WHERE "number" = NEW."number") BEGIN SELECT RAISE(ABORT, 'the ledger is append-only: readings is never replaced'); END;
CREATE TABLE claims (
	number INTEGER NOT NULL, 
	reading INTEGER NOT NULL, 
	id TEXT NOT NULL, 
	position INTEGER NOT NULL, 
	trigger_start INTEGER NOT NULL, 
	trigger_end INTEGER NOT NULL, 
	trigger_text TEXT NOT NULL, 
	event TEXT, 
	mode TEXT, 
	flow TEXT, 
	status TEXT NOT NULL, 
	confidence REAL, 
	PRIMARY KEY (number), 
	CONSTRAINT claims_position UNIQUE (reading, position), 
	CONSTRAINT claims_status CHECK (status IN ('actual', 'planned', 'possible', 'denied')), 
	FOREIGN KEY(reading) REFERENCES readings (number)
)
 STRICT

;
CREATE INDEX ix_claims_flow ON claims (flow);
CREATE INDEX ix_claims_id ON claims (id);
CREATE TRIGGER "claims_no_update" BEFORE UPDATE ON "claims" BEGIN SELECT RAISE(ABORT, 'the ledger is append-only: claims is never updated'); END;
CREATE TRIGGER "claims_no_delete" BEFORE DELETE ON "claims" BEGIN SELECT RAISE(ABORT, 'the ledger is append-only: claims is never deleted from'); END;
CREATE TRIGGER "claims_no_replace" BEFORE INSERT ON "claims" WHEN EXISTS (SELECT 1 FROM "claims" WHERE "number" = NEW."number") OR EXISTS (SELECT 1 FROM "claims" WHERE "reading" = NEW."reading" AND "position" = NEW."position") BEGIN SELECT RAISE(ABORT, 'the ledger is append-only: claims is never replaced'); END;
CREATE TABLE actors (
	claim INTEGER NOT NULL, 
	role TEXT NOT NULL, 
	position INTEGER NOT NULL, 
	start_char INTEGER NOT NULL, 
	end_char INTEGER NOT NULL, 
	text TEXT NOT NULL, 
	id TEXT NOT NULL, 
	sector TEXT, 
	unresolved TEXT, 
	candidates TEXT, 
	PRIMARY KEY (claim, role, position), 
	CONSTRAINT actors_role CHECK (role IN ('actor', 'recipient')), 
	FOREIGN KEY(claim) REFERENCES claims (number)
)
 WITHOUT ROWID,
 STRICT

;
CREATE INDEX ix_actors_id ON actors (id);
CREATE TRIGGER "actors_no_update" BEFORE UPDATE ON "actors" BEGIN SELECT RAISE(ABORT, 'the ledger is append-only: actors is never updated'); END;
CREATE TRIGGER "actors_no_delete" BEFORE DELETE ON "actors" BEGIN SELECT RAISE(ABORT, 'the ledger is append-only: actors is never deleted from'); END;
CREATE TRIGGER "actors_no_replace" BEFORE INSERT ON "actors" WHEN EXISTS (SELECT 1 FROM "actors" WHERE "claim" = NEW."claim" AND "role" = NEW."role" AND "position" = NEW."position") BEGIN SELECT RAISE(ABORT, 'the ledger is append-only: actors is never replaced'); END;
CREATE TABLE items (
	claim INTEGER NOT NULL, 
	position INTEGER NOT NULL, 
	start_char INTEGER NOT NULL, 
	end_char INTEGER NOT NULL, 
	text TEXT NOT NULL, 
	class TEXT NOT NULL, 
	designation TEXT, 
	origin TEXT, 
	quantity_start INTEGER, 
	quantity_end INTEGER, 
	quantity_text TEXT, 
	low INTEGER, 
	high INTEGER, 
	hedge TEXT, 
	measure TEXT, 
	quantity_why TEXT, 
	PRIMARY KEY (claim, position), 
	FOREIGN KEY(claim) REFERENCES claims (number)
)
 WITHOUT ROWID,
 STRICT

;
CREATE INDEX ix_items_class ON items (class);
CREATE TRIGGER "items_no_update" BEFORE UPDATE ON "items" BEGIN SELECT RAISE(ABORT, 'the ledger is append-only: items is never updated'); END;
CREATE TRIGGER "items_no_delete" BEFORE DELETE ON "items" BEGIN SELECT RAISE(ABORT, 'the ledger is append-only: items is never deleted from'); END;
CREATE TRIGGER "items_no_replace" BEFORE INSERT ON "items" WHEN EXISTS (SELECT 1 FROM "items" WHERE "claim" = NEW."claim" AND "position" = NEW."position") BEGIN SELECT RAISE(ABORT, 'the ledger is append-only: items is never replaced'); END;
CREATE TABLE money (
	claim INTEGER NOT NULL, 
	start_char INTEGER NOT NULL, 
	end_char INTEGER NOT NULL, 
	text TEXT NOT NULL, 
	amount TEXT, 
	currency TEXT, 
	low TEXT, 
	high TEXT, 
	PRIMARY KEY (claim), 
	FOREIGN KEY(claim) REFERENCES claims (number)
)
 WITHOUT ROWID,
 STRICT

;
CREATE TRIGGER "money_no_update" BEFORE UPDATE ON "money" BEGIN SELECT RAISE(ABORT, 'the ledger is append-only: money is never updated'); END;
CREATE TRIGGER "money_no_delete" BEFORE DELETE ON "money" BEGIN SELECT RAISE(ABORT, 'the ledger is append-only: money is never deleted from'); END;
CREATE TRIGGER "money_no_replace" BEFORE INSERT ON "money" WHEN EXISTS (SELECT 1 FROM "money" WHERE "claim" = NEW."claim") BEGIN SELECT RAISE(ABORT, 'the ledger is append-only: money is never replaced'); END;
CREATE TABLE places (
	claim INTEGER NOT NULL, 
	position INTEGER NOT NULL, 
	start_char INTEGER NOT NULL, 
	end_char INTEGER NOT NULL, 
	text TEXT NOT NULL, 
	id TEXT, 
	PRIMARY KEY (claim, position), 
	FOREIGN KEY(claim) REFERENCES claims (number)
)
 WITHOUT ROWID,
 STRICT

;
CREATE TRIGGER "places_no_update" BEFORE UPDATE ON "places" BEGIN SELECT RAISE(ABORT, 'the ledger is append-only: places is never updated'); END;
CREATE TRIGGER "places_no_delete" BEFORE DELETE ON "places" BEGIN SELECT RAISE(ABORT, 'the ledger is append-only: places is never deleted from'); END;
CREATE TRIGGER "places_no_replace" BEFORE INSERT ON "places" WHEN EXISTS (SELECT 1 FROM "places" WHERE "claim" = NEW."claim" AND "position" = NEW."position") BEGIN SELECT RAISE(ABORT, 'the ledger is append-only: places is never replaced'); END;
CREATE TABLE times (
	claim INTEGER NOT NULL, 
	start_char INTEGER NOT NULL, 
	end_char INTEGER NOT NULL, 
	text TEXT NOT NULL, 
	first_day TEXT, 
	last_day TEXT, 
	edtf TEXT, 
	anchor TEXT NOT NULL, 
	why TEXT, 
	PRIMARY KEY (claim), 
	FOREIGN KEY(claim) REFERENCES claims (number)
)
 WITHOUT ROWID,
 STRICT

;
CREATE TRIGGER "times_no_update" BEFORE UPDATE ON "times" BEGIN SELECT RAISE(ABORT, 'the ledger is append-only: times is never updated'); END;
CREATE TRIGGER "times_no_delete" BEFORE DELETE ON "times" BEGIN SELECT RAISE(ABORT, 'the ledger is append-only: times is never deleted from'); END;
CREATE TRIGGER "times_no_replace" BEFORE INSERT ON "times" WHEN EXISTS (SELECT 1 FROM "times" WHERE "claim" = NEW."claim") BEGIN SELECT RAISE(ABORT, 'the ledger is append-only: times is never replaced'); END;
CREATE TABLE sources (
	claim INTEGER NOT NULL, 
	position INTEGER NOT NULL, 
	start_char INTEGER NOT NULL, 
	end_char INTEGER NOT NULL, 
	text TEXT NOT NULL, 
	id TEXT, 
	kind TEXT NOT NULL, 
	anonymous INTEGER NOT NULL, 
	cue_start INTEGER, 
	cue_end INTEGER, 
	cue_text TEXT, 
	PRIMARY KEY (claim, position), 
	FOREIGN KEY(claim) REFERENCES claims (number)
)
 WITHOUT ROWID,
 STRICT

;
CREATE INDEX ix_sources_id ON sources (id);
CREATE TRIGGER "sources_no_update" BEFORE UPDATE ON "sources" BEGIN SELECT RAISE(ABORT, 'the ledger is append-only: sources is never updated'); END;
CREATE TRIGGER "sources_no_delete" BEFORE DELETE ON "sources" BEGIN SELECT RAISE(ABORT, 'the ledger is append-only: sources is never deleted from'); END;
CREATE TRIGGER "sources_no_replace" BEFORE INSERT ON "sources" WHEN EXISTS (SELECT 1 FROM "sources" WHERE "claim" = NEW."claim" AND "position" = NEW."position") BEGIN SELECT RAISE(ABORT, 'the ledger is append-only: sources is never replaced'); END;
CREATE TABLE reasons (
	claim INTEGER NOT NULL, 
	position INTEGER NOT NULL, 
	field TEXT NOT NULL, 
	rule TEXT NOT NULL, 
	lexicon TEXT, 
	span_start INTEGER, 
	span_end INTEGER, 
	span_text TEXT, 
	PRIMARY KEY (claim, position), 
	FOREIGN KEY(claim) REFERENCES claims (number)
)
 WITHOUT ROWID,
 STRICT

;
CREATE TRIGGER "reasons_no_update" BEFORE UPDATE ON "reasons" BEGIN SELECT RAISE(ABORT, 'the ledger is append-only: reasons is never updated'); END;
CREATE TRIGGER "reasons_no_delete" BEFORE DELETE ON "reasons" BEGIN SELECT RAISE(ABORT, 'the ledger is append-only: reasons is never deleted from'); END;
CREATE TRIGGER "reasons_no_replace" BEFORE INSERT ON "reasons" WHEN EXISTS (SELECT 1 FROM "reasons" WHERE "claim" = NEW."claim" AND "position" = NEW."position") BEGIN SELECT RAISE(ABORT, 'the ledger is append-only: reasons is never replaced'); END;
