-- Before deeds were kept with the stories. Made by the code of its time.
CREATE TABLE meta (
	"key" TEXT NOT NULL, 
	value TEXT NOT NULL, 
	PRIMARY KEY ("key")
);
CREATE TABLE documents (
	id TEXT NOT NULL, 
	url TEXT, 
	outlet TEXT, 
	author TEXT, 
	title TEXT, 
	published TEXT, 
	published_basis TEXT NOT NULL, 
	published_earliest TEXT, 
	published_latest TEXT, 
	language TEXT NOT NULL, 
	text TEXT, 
	text_length INTEGER NOT NULL, 
	text_hash TEXT NOT NULL, 
	keep TEXT NOT NULL, 
	body_start INTEGER NOT NULL, 
	derived_from TEXT, 
	retrieved TEXT, 
	added_at TEXT NOT NULL, 
	record TEXT NOT NULL, 
	PRIMARY KEY (id)
);
CREATE TABLE issues (
	id TEXT NOT NULL, 
	source TEXT NOT NULL, 
	line INTEGER, 
	problem TEXT NOT NULL, 
	times INTEGER NOT NULL, 
	first_seen TEXT NOT NULL, 
	last_seen TEXT NOT NULL, 
	PRIMARY KEY (id)
);
CREATE TABLE stories (
	id TEXT NOT NULL, 
	place_in_list INTEGER NOT NULL, 
	date TEXT, 
	record TEXT NOT NULL, 
	PRIMARY KEY (id)
);
CREATE TABLE rivals (
	id TEXT NOT NULL, 
	place_in_list INTEGER NOT NULL, 
	story TEXT, 
	kind TEXT NOT NULL, 
	record TEXT NOT NULL, 
	PRIMARY KEY (id)
);
CREATE TABLE story_sides (
	story TEXT NOT NULL, 
	country TEXT NOT NULL, 
	other TEXT NOT NULL, 
	is_lead BOOLEAN NOT NULL, 
	day TEXT NOT NULL, 
	type TEXT NOT NULL, 
	quad INTEGER NOT NULL, 
	status TEXT NOT NULL, 
	dimensions INTEGER NOT NULL, 
	origins INTEGER NOT NULL, 
	added_at TEXT NOT NULL
);
CREATE TABLE story_events (
	event TEXT NOT NULL, 
	story TEXT NOT NULL, 
	PRIMARY KEY (event)
);
CREATE TABLE rival_sides (
	country TEXT NOT NULL, 
	place_in_list INTEGER NOT NULL, 
	rival TEXT NOT NULL, 
	PRIMARY KEY (country, place_in_list)
);
CREATE TABLE ledger (
	number INTEGER NOT NULL, 
	written_at TEXT NOT NULL, 
	who TEXT NOT NULL, 
	kind TEXT NOT NULL, 
	payload TEXT NOT NULL, 
	previous TEXT NOT NULL, 
	hash TEXT NOT NULL, 
	PRIMARY KEY (number), 
	UNIQUE (previous), 
	UNIQUE (hash)
);
CREATE TABLE decisions (
	number INTEGER NOT NULL, 
	id TEXT NOT NULL, 
	made_at TEXT NOT NULL, 
	who TEXT NOT NULL, 
	kind TEXT NOT NULL, 
	document TEXT, 
	span_start INTEGER, 
	span_end INTEGER, 
	words TEXT, 
	payload TEXT NOT NULL, 
	why TEXT NOT NULL, 
	undoes INTEGER, 
	PRIMARY KEY (number), 
	UNIQUE (id), 
	UNIQUE (undoes)
);
CREATE TABLE feeds (
	address TEXT NOT NULL, 
	etag TEXT, 
	last_modified TEXT, 
	checked_at TEXT NOT NULL, 
	due_at TEXT NOT NULL, 
	failures INTEGER NOT NULL, 
	problem TEXT, 
	PRIMARY KEY (address)
);
CREATE TABLE feed_pages (
	address TEXT NOT NULL, 
	feed TEXT NOT NULL, 
	day TEXT, 
	state TEXT NOT NULL, 
	tries INTEGER NOT NULL, 
	due_at TEXT NOT NULL, 
	document TEXT, 
	problem TEXT, 
	PRIMARY KEY (address)
);
CREATE TABLE forgotten (
	"key" INTEGER NOT NULL, 
	forgotten_at TEXT NOT NULL, 
	who TEXT NOT NULL, 
	kind TEXT NOT NULL, 
	id_hash TEXT NOT NULL, 
	PRIMARY KEY ("key")
);
CREATE TABLE imports (
	"key" INTEGER NOT NULL, 
	id TEXT NOT NULL, 
	file TEXT NOT NULL, 
	format TEXT NOT NULL, 
	licence TEXT NOT NULL, 
	cite TEXT NOT NULL, 
	imported_at TEXT NOT NULL, 
	lines_read INTEGER NOT NULL, 
	is_complete BOOLEAN NOT NULL, 
	report TEXT NOT NULL, 
	PRIMARY KEY ("key"), 
	UNIQUE (id)
);
CREATE TABLE imported_pairs (
	event INTEGER NOT NULL, 
	actor TEXT NOT NULL, 
	recipient TEXT NOT NULL, 
	day TEXT NOT NULL, 
	type TEXT NOT NULL, 
	mutual BOOLEAN NOT NULL, 
	date_precision TEXT NOT NULL, 
	known TEXT NOT NULL, 
	weight FLOAT NOT NULL, 
	id TEXT NOT NULL, 
	mode TEXT, 
	contexts TEXT, 
	origin TEXT NOT NULL
);
CREATE TABLE imported_parties (
	party TEXT NOT NULL, 
	PRIMARY KEY (party)
);
CREATE TABLE sentences (
	"key" INTEGER NOT NULL, 
	document TEXT NOT NULL, 
	number INTEGER NOT NULL, 
	span_start INTEGER NOT NULL, 
	span_end INTEGER NOT NULL, 
	text TEXT NOT NULL, 
	terms TEXT NOT NULL, 
	PRIMARY KEY ("key"), 
	UNIQUE (document, number), 
	FOREIGN KEY(document) REFERENCES documents (id) ON DELETE CASCADE
);
CREATE TABLE codings (
	"key" INTEGER NOT NULL, 
	document TEXT NOT NULL, 
	coder TEXT NOT NULL, 
	codebook TEXT NOT NULL, 
	coded_at TEXT NOT NULL, 
	is_current BOOLEAN NOT NULL, 
	PRIMARY KEY ("key"), 
	UNIQUE (document, coder, codebook), 
	FOREIGN KEY(document) REFERENCES documents (id) ON DELETE CASCADE
);
CREATE TABLE origins (
	document TEXT NOT NULL, 
	root TEXT NOT NULL, 
	record TEXT NOT NULL, 
	PRIMARY KEY (document), 
	FOREIGN KEY(document) REFERENCES documents (id) ON DELETE CASCADE
);
CREATE TABLE imported_events (
	"key" INTEGER NOT NULL, 
	import INTEGER NOT NULL, 
	id TEXT NOT NULL, 
	line INTEGER NOT NULL, 
	date TEXT NOT NULL, 
	date_precision TEXT NOT NULL, 
	type TEXT NOT NULL, 
	mode TEXT, 
	contexts TEXT, 
	actors TEXT NOT NULL, 
	actor_sectors TEXT, 
	recipients TEXT NOT NULL, 
	recipient_sectors TEXT, 
	place TEXT, 
	place_country TEXT, 
	status TEXT NOT NULL, 
	confidence FLOAT NOT NULL, 
	known TEXT NOT NULL, 
	origin TEXT NOT NULL, 
	url TEXT, 
	text TEXT, 
	PRIMARY KEY ("key"), 
	FOREIGN KEY(import) REFERENCES imports ("key") ON DELETE CASCADE, 
	UNIQUE (id)
);
CREATE TABLE machine_events (
	coding INTEGER NOT NULL, 
	id TEXT NOT NULL, 
	record TEXT NOT NULL, 
	PRIMARY KEY (coding, id), 
	FOREIGN KEY(coding) REFERENCES codings ("key") ON DELETE CASCADE
);
CREATE TABLE events (
	id TEXT NOT NULL, 
	coding INTEGER NOT NULL, 
	document TEXT NOT NULL, 
	sentence INTEGER NOT NULL, 
	span_start INTEGER NOT NULL, 
	span_end INTEGER NOT NULL, 
	first_day TEXT, 
	last_day TEXT, 
	type TEXT NOT NULL, 
	mode TEXT, 
	date TEXT, 
	end_date TEXT, 
	date_precision TEXT NOT NULL, 
	place TEXT, 
	place_country TEXT, 
	status TEXT NOT NULL, 
	confidence FLOAT NOT NULL, 
	record TEXT NOT NULL, 
	PRIMARY KEY (id, coding), 
	FOREIGN KEY(coding) REFERENCES codings ("key") ON DELETE CASCADE
);
CREATE TABLE event_parties (
	coding INTEGER NOT NULL, 
	event TEXT NOT NULL, 
	role TEXT NOT NULL, 
	position INTEGER NOT NULL, 
	country TEXT NOT NULL, 
	sector TEXT, 
	name TEXT, 
	name_ar TEXT, 
	text TEXT, 
	wikidata TEXT, 
	verb TEXT, 
	PRIMARY KEY (coding, event, role, position), 
	FOREIGN KEY(coding) REFERENCES codings ("key") ON DELETE CASCADE
);
CREATE TABLE claims (
	id TEXT NOT NULL, 
	coding INTEGER NOT NULL, 
	document TEXT NOT NULL, 
	sentence INTEGER NOT NULL, 
	span_start INTEGER NOT NULL, 
	span_end INTEGER NOT NULL, 
	first_day TEXT, 
	last_day TEXT, 
	speaker_country TEXT NOT NULL, 
	speaker_sector TEXT, 
	speaker_name TEXT, 
	verb TEXT NOT NULL, 
	quoted BOOLEAN NOT NULL, 
	confidence FLOAT NOT NULL, 
	record TEXT NOT NULL, 
	PRIMARY KEY (id, coding), 
	FOREIGN KEY(coding) REFERENCES codings ("key") ON DELETE CASCADE
);
CREATE TABLE forecasts (
	id TEXT NOT NULL, 
	coding INTEGER NOT NULL, 
	document TEXT NOT NULL, 
	sentence INTEGER NOT NULL, 
	span_start INTEGER NOT NULL, 
	span_end INTEGER NOT NULL, 
	first_day TEXT, 
	last_day TEXT, 
	forecaster_country TEXT NOT NULL, 
	forecaster_sector TEXT, 
	forecaster_name TEXT, 
	made_on TEXT, 
	horizon TEXT, 
	likelihood_low FLOAT NOT NULL, 
	likelihood_high FLOAT NOT NULL, 
	confidence FLOAT NOT NULL, 
	record TEXT NOT NULL, 
	PRIMARY KEY (id, coding), 
	FOREIGN KEY(coding) REFERENCES codings ("key") ON DELETE CASCADE
);
CREATE TABLE figures (
	id TEXT NOT NULL, 
	coding INTEGER NOT NULL, 
	document TEXT NOT NULL, 
	sentence INTEGER NOT NULL, 
	span_start INTEGER NOT NULL, 
	span_end INTEGER NOT NULL, 
	first_day TEXT, 
	last_day TEXT, 
	value FLOAT NOT NULL, 
	low FLOAT, 
	high FLOAT, 
	unit TEXT NOT NULL, 
	what TEXT NOT NULL, 
	parties TEXT NOT NULL, 
	period TEXT, 
	approximate BOOLEAN NOT NULL, 
	record TEXT NOT NULL, 
	PRIMARY KEY (id, coding), 
	FOREIGN KEY(coding) REFERENCES codings ("key") ON DELETE CASCADE
);
CREATE VIRTUAL TABLE sentence_index USING fts5(terms, content='sentences', content_rowid='key', tokenize='ascii');
CREATE INDEX documents_by_day ON documents (published, id);
CREATE INDEX documents_by_outlet ON documents (outlet, published);
CREATE INDEX story_sides_by_pair ON story_sides (country, other, status, quad);
CREATE INDEX story_sides_by_country ON story_sides (country, is_lead, day, story);
CREATE INDEX decisions_by_document ON decisions (document);
CREATE INDEX decisions_by_kind ON decisions (kind, who);
CREATE INDEX feed_pages_waiting ON feed_pages (feed, state, due_at);
CREATE INDEX imported_pairs_by_sides ON imported_pairs (actor, recipient, day, type, mutual, date_precision, known, weight, event, id, mode, contexts, origin);
CREATE INDEX origins_by_root ON origins (root);
CREATE INDEX imported_events_by_day ON imported_events (date);
CREATE INDEX events_by_coding ON events (coding);
CREATE INDEX events_by_day ON events (first_day, document, span_start, id);
CREATE INDEX events_by_confidence ON events (confidence, id);
CREATE INDEX event_parties_by_country ON event_parties (country, role, coding, event);
CREATE INDEX event_parties_by_name ON event_parties (name, role, coding, event);
CREATE INDEX claims_by_day ON claims (first_day, document, span_start, id);
CREATE INDEX claims_by_coding ON claims (coding);
CREATE INDEX forecasts_by_day ON forecasts (first_day, document, span_start, id);
CREATE INDEX forecasts_by_coding ON forecasts (coding);
CREATE INDEX figures_by_day ON figures (first_day, document, span_start, id);
CREATE INDEX figures_by_coding ON figures (coding);
CREATE TRIGGER sentences_put AFTER INSERT ON sentences BEGIN INSERT INTO sentence_index(rowid, terms) VALUES (new.key, new.terms); END;
CREATE TRIGGER sentences_gone AFTER DELETE ON sentences BEGIN INSERT INTO sentence_index(sentence_index, rowid, terms) VALUES ('delete', old.key, old.terms); END;
CREATE TRIGGER sentences_new AFTER UPDATE OF terms ON sentences BEGIN INSERT INTO sentence_index(sentence_index, rowid, terms) VALUES ('delete', old.key, old.terms); INSERT INTO sentence_index(rowid, terms) VALUES (new.key, new.terms); END;
CREATE TRIGGER ledger_keeps_update BEFORE UPDATE ON ledger
    BEGIN SELECT RAISE(ABORT, 'the ledger is only appended to'); END;
CREATE TRIGGER ledger_keeps_delete BEFORE DELETE ON ledger
    BEGIN SELECT RAISE(ABORT, 'the ledger is only appended to'); END;
CREATE TRIGGER ledger_keeps_insert BEFORE INSERT ON ledger
    WHEN EXISTS (SELECT 1 FROM ledger
        WHERE number >= new.number OR hash = new.hash OR previous = new.previous)
    BEGIN SELECT RAISE(ABORT, 'the ledger is only appended to'); END;
CREATE TRIGGER decisions_keep_update BEFORE UPDATE ON decisions
    BEGIN SELECT RAISE(ABORT, 'decisions are only appended'); END;
CREATE TRIGGER decisions_keep_delete BEFORE DELETE ON decisions
    BEGIN SELECT RAISE(ABORT, 'decisions are only appended'); END;
CREATE TRIGGER decisions_keep_insert BEFORE INSERT ON decisions
    WHEN EXISTS (SELECT 1 FROM decisions
        WHERE number >= new.number OR id = new.id OR undoes = new.undoes)
    BEGIN SELECT RAISE(ABORT, 'decisions are only appended'); END;
