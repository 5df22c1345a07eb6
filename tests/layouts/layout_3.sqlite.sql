-- Before the ledger. Made by the code of its time.
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
CREATE INDEX origins_by_root ON origins (root);
CREATE INDEX events_by_coding ON events (coding);
CREATE INDEX events_by_day ON events (first_day, document, span_start, id);
CREATE INDEX event_parties_by_country ON event_parties (country, role, coding, event);
CREATE INDEX claims_by_day ON claims (first_day, document, span_start, id);
CREATE INDEX claims_by_coding ON claims (coding);
CREATE INDEX forecasts_by_day ON forecasts (first_day, document, span_start, id);
CREATE INDEX forecasts_by_coding ON forecasts (coding);
CREATE INDEX figures_by_day ON figures (first_day, document, span_start, id);
CREATE INDEX figures_by_coding ON figures (coding);
CREATE TRIGGER sentences_put AFTER INSERT ON sentences BEGIN INSERT INTO sentence_index(rowid, terms) VALUES (new.key, new.terms); END;
CREATE TRIGGER sentences_gone AFTER DELETE ON sentences BEGIN INSERT INTO sentence_index(sentence_index, rowid, terms) VALUES ('delete', old.key, old.terms); END;
CREATE TRIGGER sentences_new AFTER UPDATE OF terms ON sentences BEGIN INSERT INTO sentence_index(sentence_index, rowid, terms) VALUES ('delete', old.key, old.terms); INSERT INTO sentence_index(rowid, terms) VALUES (new.key, new.terms); END;
