-- Before deeds were kept with the stories. Made by the code of its time.
CREATE TABLE meta (
	key TEXT NOT NULL, 
	value TEXT NOT NULL, 
	PRIMARY KEY (key)
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
CREATE INDEX documents_by_day ON documents (published, id);
CREATE INDEX documents_by_outlet ON documents (outlet, published);
COMMENT ON COLUMN documents.text IS 'null where the text was not kept whole';
COMMENT ON COLUMN documents.text_length IS 'code points';
COMMENT ON COLUMN documents.text_hash IS 'SHA-256 of the UTF-8 text';
COMMENT ON COLUMN documents.keep IS 'whole, sentences or hash';
COMMENT ON COLUMN documents.record IS 'the document as JSON, without its text';
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
CREATE INDEX story_sides_by_pair ON story_sides (country, other, status, quad);
CREATE INDEX story_sides_by_country ON story_sides (country, is_lead, day, story);
COMMENT ON COLUMN story_sides.other IS 'another side; empty where there is none';
COMMENT ON COLUMN story_sides.is_lead IS 'the first row of this story and country';
COMMENT ON COLUMN story_sides.day IS 'as told, else of first publication; or empty';
COMMENT ON COLUMN story_sides.dimensions IS 'a bit for each of plover.DIMENSIONS';
COMMENT ON COLUMN story_sides.added_at IS 'when the last of its documents came';
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
COMMENT ON COLUMN ledger.number IS '1, 2, 3 … without a gap';
COMMENT ON COLUMN ledger.payload IS 'canonical JSON';
COMMENT ON COLUMN ledger.previous IS 'hash of the entry before';
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
CREATE INDEX decisions_by_document ON decisions (document);
CREATE INDEX decisions_by_kind ON decisions (kind, who);
COMMENT ON COLUMN decisions.number IS '1, 2, 3 … without a gap';
COMMENT ON COLUMN decisions.document IS 'of the evidence; null for an undoing';
COMMENT ON COLUMN decisions.words IS 'those of the span';
COMMENT ON COLUMN decisions.payload IS 'what was decided, as JSON';
COMMENT ON COLUMN decisions.undoes IS 'number of the decision that it takes back';
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
COMMENT ON COLUMN feeds.etag IS 'validators of the last answer, sent with the next question';
COMMENT ON COLUMN feeds.due_at IS 'when it is to be asked again';
COMMENT ON COLUMN feeds.failures IS 'in a row';
COMMENT ON COLUMN feeds.problem IS 'of the last time';
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
CREATE INDEX feed_pages_waiting ON feed_pages (feed, state, due_at);
COMMENT ON COLUMN feed_pages.feed IS 'the first that named it';
COMMENT ON COLUMN feed_pages.day IS 'of publication, as the feed tells';
COMMENT ON COLUMN feed_pages.state IS 'waiting, done or failed';
COMMENT ON COLUMN feed_pages.due_at IS 'when it is to be fetched, while it is waiting';
COMMENT ON COLUMN feed_pages.document IS 'what it became';
CREATE TABLE forgotten (
	key SERIAL NOT NULL, 
	forgotten_at TEXT NOT NULL, 
	who TEXT NOT NULL, 
	kind TEXT NOT NULL, 
	id_hash TEXT NOT NULL, 
	PRIMARY KEY (key)
);
COMMENT ON COLUMN forgotten.kind IS 'what was named: document, url, outlet, feed or file';
COMMENT ON COLUMN forgotten.id_hash IS 'SHA-256 of the id of what is gone';
CREATE TABLE imports (
	key SERIAL NOT NULL, 
	id TEXT NOT NULL, 
	file TEXT NOT NULL, 
	format TEXT NOT NULL, 
	licence TEXT NOT NULL, 
	cite TEXT NOT NULL, 
	imported_at TEXT NOT NULL, 
	lines_read INTEGER NOT NULL, 
	is_complete BOOLEAN NOT NULL, 
	report TEXT NOT NULL, 
	PRIMARY KEY (key), 
	UNIQUE (id)
);
COMMENT ON COLUMN imports.id IS 'hash of the format and the bytes of the file';
COMMENT ON COLUMN imports.lines_read IS 'where a killed run goes on';
COMMENT ON COLUMN imports.report IS 'counts, as JSON';
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
CREATE INDEX imported_pairs_by_sides ON imported_pairs (actor, recipient, day, type, mutual, date_precision, known, weight, event, id, mode, contexts, origin);
COMMENT ON COLUMN imported_pairs.event IS 'key of imported_events';
COMMENT ON COLUMN imported_pairs.weight IS 'confidence; 0 for what is told as no deed';
COMMENT ON COLUMN imported_pairs.id IS 'of imported_events, as the next three are';
CREATE TABLE imported_parties (
	party TEXT NOT NULL, 
	PRIMARY KEY (party)
);
CREATE TABLE sentences (
	key SERIAL NOT NULL, 
	document TEXT NOT NULL, 
	number INTEGER NOT NULL, 
	span_start INTEGER NOT NULL, 
	span_end INTEGER NOT NULL, 
	text TEXT NOT NULL, 
	terms TEXT NOT NULL, 
	PRIMARY KEY (key), 
	UNIQUE (document, number), 
	FOREIGN KEY(document) REFERENCES documents (id) ON DELETE CASCADE
);
COMMENT ON COLUMN sentences.text IS 'empty where it was not kept';
COMMENT ON COLUMN sentences.terms IS 'what search looks in; see search_text';
CREATE TABLE codings (
	key SERIAL NOT NULL, 
	document TEXT NOT NULL, 
	coder TEXT NOT NULL, 
	codebook TEXT NOT NULL, 
	coded_at TEXT NOT NULL, 
	is_current BOOLEAN NOT NULL, 
	PRIMARY KEY (key), 
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
CREATE INDEX origins_by_root ON origins (root);
COMMENT ON COLUMN origins.root IS 'the first of its roots: a document''s id or outlet:NAME';
CREATE TABLE imported_events (
	key SERIAL NOT NULL, 
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
	PRIMARY KEY (key), 
	FOREIGN KEY(import) REFERENCES imports (key) ON DELETE CASCADE, 
	UNIQUE (id)
);
CREATE INDEX imported_events_by_day ON imported_events (date);
COMMENT ON COLUMN imported_events.id IS 'format:its own id there';
COMMENT ON COLUMN imported_events.date IS 'the first possible day';
COMMENT ON COLUMN imported_events.contexts IS 'parted by |';
COMMENT ON COLUMN imported_events.actors IS 'codes, with names of bodies (IGO:NATO), parted by |';
COMMENT ON COLUMN imported_events.actor_sectors IS 'one for each actor, parted by |';
COMMENT ON COLUMN imported_events.known IS 'the day on which the row could be known';
COMMENT ON COLUMN imported_events.origin IS 'domain or publisher of the source';
CREATE TABLE machine_events (
	coding INTEGER NOT NULL, 
	id TEXT NOT NULL, 
	record TEXT NOT NULL, 
	PRIMARY KEY (coding, id), 
	FOREIGN KEY(coding) REFERENCES codings (key) ON DELETE CASCADE
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
	FOREIGN KEY(coding) REFERENCES codings (key) ON DELETE CASCADE
);
CREATE INDEX events_by_coding ON events (coding);
CREATE INDEX events_by_day ON events (first_day, document, span_start, id);
CREATE INDEX events_by_confidence ON events (confidence, id);
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
	FOREIGN KEY(coding) REFERENCES codings (key) ON DELETE CASCADE
);
CREATE INDEX event_parties_by_country ON event_parties (country, role, coding, event);
CREATE INDEX event_parties_by_name ON event_parties (name, role, coding, event);
COMMENT ON COLUMN event_parties.role IS 'actor, recipient or voice';
COMMENT ON COLUMN event_parties.position IS '0 is the first; of voices, the nearest';
COMMENT ON COLUMN event_parties.verb IS 'of a voice: says, confirms, denies …';
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
	FOREIGN KEY(coding) REFERENCES codings (key) ON DELETE CASCADE
);
CREATE INDEX claims_by_day ON claims (first_day, document, span_start, id);
CREATE INDEX claims_by_coding ON claims (coding);
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
	FOREIGN KEY(coding) REFERENCES codings (key) ON DELETE CASCADE
);
CREATE INDEX forecasts_by_day ON forecasts (first_day, document, span_start, id);
CREATE INDEX forecasts_by_coding ON forecasts (coding);
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
	FOREIGN KEY(coding) REFERENCES codings (key) ON DELETE CASCADE
);
CREATE INDEX figures_by_day ON figures (first_day, document, span_start, id);
CREATE INDEX figures_by_coding ON figures (coding);
COMMENT ON COLUMN figures.parties IS 'codes parted and enclosed by spaces';
CREATE OR REPLACE FUNCTION ledger_keeps() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'the ledger is only appended to'; END $$;
CREATE TRIGGER ledger_keeps_rows BEFORE UPDATE OR DELETE ON ledger FOR EACH ROW EXECUTE FUNCTION ledger_keeps();
CREATE TRIGGER ledger_keeps_all BEFORE TRUNCATE ON ledger FOR EACH STATEMENT EXECUTE FUNCTION ledger_keeps();
CREATE OR REPLACE FUNCTION decisions_keep() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN RAISE EXCEPTION 'decisions are only appended'; END $$;
CREATE TRIGGER decisions_keep_rows BEFORE UPDATE OR DELETE ON decisions FOR EACH ROW
    EXECUTE FUNCTION decisions_keep();
CREATE TRIGGER decisions_keep_all BEFORE TRUNCATE ON decisions FOR EACH STATEMENT
    EXECUTE FUNCTION decisions_keep();
