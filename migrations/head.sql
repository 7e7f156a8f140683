PRAGMA application_id = 1668050291;

CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL,
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

CREATE TABLE blob (
	sha256 VARCHAR NOT NULL,
	size INTEGER NOT NULL,
	coding VARCHAR NOT NULL,
	body BLOB NOT NULL,
	CONSTRAINT pk_blob PRIMARY KEY (sha256),
	CONSTRAINT ck_blob_sha256 CHECK (length(sha256) = 64),
	CONSTRAINT ck_blob_size CHECK (size >= 0),
	CONSTRAINT ck_blob_coding CHECK (coding IN ('identity', 'zlib'))
);

CREATE TABLE candidate (
	id INTEGER NOT NULL,
	uid TEXT NOT NULL,
	recorded_at TEXT NOT NULL,
	recorded_by VARCHAR NOT NULL,
	source_id INTEGER NOT NULL,
	snapshot_id INTEGER NOT NULL,
	position INTEGER NOT NULL,
	digest VARCHAR NOT NULL,
	text VARCHAR NOT NULL,
	confidence INTEGER NOT NULL,
	reader VARCHAR NOT NULL,
	reading VARCHAR NOT NULL,
	state VARCHAR NOT NULL,
	claim_id INTEGER,
	utterance_id INTEGER,
	CONSTRAINT pk_candidate PRIMARY KEY (id),
	CONSTRAINT ck_candidate_state CHECK (state IN ('open', 'accepted', 'rejected')),
	CONSTRAINT ck_candidate_confidence CHECK (confidence BETWEEN 0 AND 100),
	CONSTRAINT ck_candidate_accepted CHECK ((state = 'accepted') = (utterance_id IS NOT NULL)),
	CONSTRAINT fk_candidate_source_id FOREIGN KEY(source_id) REFERENCES source (id),
	CONSTRAINT fk_candidate_snapshot_id FOREIGN KEY(snapshot_id) REFERENCES snapshot (id),
	CONSTRAINT fk_candidate_claim_id FOREIGN KEY(claim_id) REFERENCES claim (id),
	CONSTRAINT fk_candidate_utterance_id FOREIGN KEY(utterance_id) REFERENCES utterance (id),
	CONSTRAINT uq_candidate_uid UNIQUE (uid)
);

CREATE TABLE claim (
	id INTEGER NOT NULL,
	uid TEXT NOT NULL,
	recorded_at TEXT NOT NULL,
	recorded_by VARCHAR NOT NULL,
	text VARCHAR NOT NULL,
	text_key VARCHAR NOT NULL,
	language VARCHAR NOT NULL,
	kind VARCHAR,
	note VARCHAR,
	content_status VARCHAR NOT NULL,
	attribution_status VARCHAR NOT NULL,
	retired_at TEXT, extra VARCHAR,
	CONSTRAINT pk_claim PRIMARY KEY (id),
	CONSTRAINT ck_claim_attribution_status CHECK (attribution_status IN ('unverified', 'verified', 'disputed', 'refuted', 'unverifiable', 'withdrawn')),
	CONSTRAINT ck_claim_content_status CHECK (content_status IN ('unverified', 'verified', 'disputed', 'refuted', 'unverifiable', 'withdrawn')),
	CONSTRAINT ck_claim_kind CHECK (kind IN ('fact', 'quantity', 'cause', 'prediction', 'promise', 'rule', 'opinion')),
	CONSTRAINT uq_claim_uid UNIQUE (uid)
);

CREATE VIRTUAL TABLE claim_search USING fts5(words, names, tokenize = "porter unicode61 remove_diacritics 0 categories 'L* N* Co Mn Mc'");

CREATE TABLE claim_tag (
	claim_id INTEGER NOT NULL,
	tag_id INTEGER NOT NULL,
	CONSTRAINT pk_claim_tag PRIMARY KEY (claim_id, tag_id),
	CONSTRAINT fk_claim_tag_claim_id FOREIGN KEY(claim_id) REFERENCES claim (id),
	CONSTRAINT fk_claim_tag_tag_id FOREIGN KEY(tag_id) REFERENCES tag (id)
)
 WITHOUT ROWID

;

CREATE TABLE claimant (
	id INTEGER NOT NULL,
	uid TEXT NOT NULL,
	recorded_at TEXT NOT NULL,
	recorded_by VARCHAR NOT NULL,
	name VARCHAR NOT NULL,
	name_key VARCHAR NOT NULL,
	kind VARCHAR,
	same_as VARCHAR,
	note VARCHAR,
	merged_into_id INTEGER, extra VARCHAR, same_as_key VARCHAR, confidential VARCHAR CONSTRAINT ck_claimant_confidential CHECK (confidential <> ''),
	CONSTRAINT pk_claimant PRIMARY KEY (id),
	CONSTRAINT ck_claimant_kind CHECK (kind IN ('person', 'organization', 'office', 'group', 'unnamed')),
	CONSTRAINT fk_claimant_merged_into_id FOREIGN KEY(merged_into_id) REFERENCES claimant (id),
	CONSTRAINT uq_claimant_uid UNIQUE (uid)
);

CREATE TABLE claimant_alias (
	claimant_id INTEGER NOT NULL,
	name_key VARCHAR NOT NULL,
	name VARCHAR NOT NULL,
	CONSTRAINT pk_claimant_alias PRIMARY KEY (claimant_id, name_key),
	CONSTRAINT fk_claimant_alias_claimant_id FOREIGN KEY(claimant_id) REFERENCES claimant (id)
)
 WITHOUT ROWID

;

CREATE TABLE "event" (
	seq INTEGER NOT NULL,
	at TEXT NOT NULL,
	actor VARCHAR NOT NULL,
	action VARCHAR NOT NULL,
	kind VARCHAR NOT NULL,
	record_id INTEGER NOT NULL,
	record_uid TEXT NOT NULL,
	claim_id INTEGER,
	"before" VARCHAR,
	"after" VARCHAR NOT NULL,
	reason VARCHAR,
	previous_hash VARCHAR NOT NULL,
	hash VARCHAR NOT NULL,
	CONSTRAINT pk_event PRIMARY KEY (seq),
	CONSTRAINT ck_event_seq CHECK (seq >= 1),
	CONSTRAINT ck_event_action CHECK (action IN ('add', 'edit', 'merge', 'retract', 'retire', 'restore', 'rule', 'approve', 'accept', 'reject', 'unite')),
	CONSTRAINT ck_event_kind CHECK (kind IN ('claimant', 'source', 'source_link', 'snapshot', 'claim', 'utterance', 'evidence', 'verification', 'relation', 'report', 'judgement', 'candidate', 'merger'))
);

CREATE TABLE evidence (
	id INTEGER NOT NULL,
	uid TEXT NOT NULL,
	recorded_at TEXT NOT NULL,
	recorded_by VARCHAR NOT NULL,
	quote_exact VARCHAR,
	quote_prefix VARCHAR,
	quote_suffix VARCHAR,
	quote_start INTEGER,
	quote_end INTEGER,
	quote_state VARCHAR,
	snapshot_id INTEGER,
	claim_id INTEGER NOT NULL,
	source_id INTEGER NOT NULL,
	axis VARCHAR NOT NULL,
	stance VARCHAR NOT NULL,
	directness VARCHAR,
	note VARCHAR,
	retired_at TEXT,
	CONSTRAINT pk_evidence PRIMARY KEY (id),
	CONSTRAINT ck_evidence_axis CHECK (axis IN ('content', 'attribution')),
	CONSTRAINT ck_evidence_directness CHECK (directness IN ('primary', 'secondary')),
	CONSTRAINT ck_evidence_quote_state CHECK (quote_state IN ('anchored', 'moved', 'orphan')),
	CONSTRAINT ck_evidence_quote_place CHECK (quote_state IS NULL OR quote_state = 'orphan' OR (quote_start IS NOT NULL AND quote_end > quote_start AND snapshot_id IS NOT NULL)),
	CONSTRAINT ck_evidence_stance CHECK (stance IN ('supports', 'refutes', 'qualifies', 'context')),
	CONSTRAINT ck_evidence_quote CHECK ((quote_exact IS NULL) = (quote_state IS NULL)),
	CONSTRAINT fk_evidence_claim_id FOREIGN KEY(claim_id) REFERENCES claim (id),
	CONSTRAINT fk_evidence_snapshot_id FOREIGN KEY(snapshot_id) REFERENCES snapshot (id),
	CONSTRAINT fk_evidence_source_id FOREIGN KEY(source_id) REFERENCES source (id),
	CONSTRAINT uq_evidence_uid UNIQUE (uid)
);

CREATE TABLE head (
	id INTEGER NOT NULL,
	ledger_uid TEXT NOT NULL,
	count INTEGER NOT NULL,
	hash VARCHAR NOT NULL,
	CONSTRAINT pk_head PRIMARY KEY (id),
	CONSTRAINT ck_head_one_row CHECK (id = 1)
);

CREATE TABLE "hop" (
	utterance_id INTEGER NOT NULL,
	position INTEGER NOT NULL,
	seat INTEGER NOT NULL,
	claim_id INTEGER NOT NULL,
	claimant_id INTEGER NOT NULL,
	role VARCHAR,
	cue VARCHAR,
	naming VARCHAR,
	CONSTRAINT pk_hop PRIMARY KEY (utterance_id, position, seat),
	CONSTRAINT ck_hop_naming CHECK (naming IN ('named', 'titled', 'institutional', 'unnamed')),
	CONSTRAINT ck_hop_position CHECK (position >= 0),
	CONSTRAINT ck_hop_seat CHECK (seat >= 0),
	CONSTRAINT fk_hop_claim_id FOREIGN KEY(claim_id) REFERENCES claim (id),
	CONSTRAINT fk_hop_claimant_id FOREIGN KEY(claimant_id) REFERENCES claimant (id),
	CONSTRAINT fk_hop_utterance_id FOREIGN KEY(utterance_id) REFERENCES utterance (id)
)
 WITHOUT ROWID

;

CREATE TABLE judgement (
	id INTEGER NOT NULL,
	uid TEXT NOT NULL,
	recorded_at TEXT NOT NULL,
	recorded_by VARCHAR NOT NULL,
	source_id INTEGER NOT NULL,
	other_id INTEGER NOT NULL,
	independent BOOLEAN NOT NULL,
	reason VARCHAR NOT NULL,
	CONSTRAINT pk_judgement PRIMARY KEY (id),
	CONSTRAINT ck_judgement_order CHECK (source_id < other_id),
	CONSTRAINT ck_judgement_reason CHECK (reason <> ''),
	CONSTRAINT fk_judgement_other_id FOREIGN KEY(other_id) REFERENCES source (id),
	CONSTRAINT fk_judgement_source_id FOREIGN KEY(source_id) REFERENCES source (id),
	CONSTRAINT uq_judgement_uid UNIQUE (uid)
);

CREATE TABLE merger (
	id INTEGER NOT NULL,
	uid TEXT NOT NULL,
	recorded_at TEXT NOT NULL,
	recorded_by VARCHAR NOT NULL,
	other_uid TEXT NOT NULL,
	base_count INTEGER NOT NULL,
	base_hash VARCHAR NOT NULL,
	head_count INTEGER NOT NULL,
	head_hash VARCHAR NOT NULL,
	CONSTRAINT pk_merger PRIMARY KEY (id),
	CONSTRAINT ck_merger_span CHECK (base_count >= 0 AND base_count < head_count),
	CONSTRAINT uq_merger_uid UNIQUE (uid)
);

CREATE VIRTUAL TABLE name_search USING fts5(names, tokenize = "porter unicode61 remove_diacritics 0 categories 'L* N* Co Mn Mc'");

CREATE TABLE other_line (
	merger_id INTEGER NOT NULL,
	seq INTEGER NOT NULL,
	hash VARCHAR NOT NULL,
	line VARCHAR NOT NULL,
	CONSTRAINT pk_other_line PRIMARY KEY (merger_id, seq),
	CONSTRAINT fk_other_line_merger_id FOREIGN KEY(merger_id) REFERENCES merger (id)
)
 WITHOUT ROWID

;

CREATE TABLE relation (
	id INTEGER NOT NULL,
	uid TEXT NOT NULL,
	recorded_at TEXT NOT NULL,
	recorded_by VARCHAR NOT NULL,
	claim_id INTEGER NOT NULL,
	kind VARCHAR NOT NULL,
	other_id INTEGER NOT NULL,
	note VARCHAR,
	retired_at TEXT,
	CONSTRAINT pk_relation PRIMARY KEY (id),
	CONSTRAINT ck_relation_kind CHECK (kind IN ('repeats', 'contradicts', 'supports', 'qualifies', 'corrects', 'retracts')),
	CONSTRAINT ck_relation_no_self CHECK (claim_id <> other_id),
	CONSTRAINT fk_relation_claim_id FOREIGN KEY(claim_id) REFERENCES claim (id),
	CONSTRAINT fk_relation_other_id FOREIGN KEY(other_id) REFERENCES claim (id),
	CONSTRAINT uq_relation_claim_id_other_id_kind UNIQUE (claim_id, other_id, kind),
	CONSTRAINT uq_relation_uid UNIQUE (uid)
);

CREATE TABLE report (
	id INTEGER NOT NULL,
	uid TEXT NOT NULL,
	recorded_at TEXT NOT NULL,
	recorded_by VARCHAR NOT NULL,
	asked VARCHAR NOT NULL,
	head_count INTEGER NOT NULL,
	head_hash VARCHAR NOT NULL,
	sha256 VARCHAR NOT NULL, edition VARCHAR CONSTRAINT ck_report_edition CHECK (edition IN ('report', 'site', 'export', 'feed', 'answer', 'dossier')), place VARCHAR,
	CONSTRAINT pk_report PRIMARY KEY (id),
	CONSTRAINT ck_report_sha256 CHECK (length(sha256) = 64),
	CONSTRAINT uq_report_uid UNIQUE (uid)
);

CREATE TABLE report_claim (
	report_id INTEGER NOT NULL,
	claim_id INTEGER NOT NULL,
	CONSTRAINT pk_report_claim PRIMARY KEY (report_id, claim_id),
	CONSTRAINT fk_report_claim_claim_id FOREIGN KEY(claim_id) REFERENCES claim (id),
	CONSTRAINT fk_report_claim_report_id FOREIGN KEY(report_id) REFERENCES report (id)
)
 WITHOUT ROWID

;

CREATE TABLE snapshot (
	id INTEGER NOT NULL,
	uid TEXT NOT NULL,
	recorded_at TEXT NOT NULL,
	recorded_by VARCHAR NOT NULL,
	source_id INTEGER NOT NULL,
	fetched_at TEXT NOT NULL,
	sha256 VARCHAR NOT NULL,
	media_type VARCHAR NOT NULL,
	size INTEGER NOT NULL,
	text VARCHAR,
	text_sha256 VARCHAR, url VARCHAR, final_url VARCHAR, headers VARCHAR, text_by VARCHAR, found VARCHAR, how VARCHAR CONSTRAINT ck_snapshot_how CHECK (how IN ('fetched', 'wayback', 'warc', 'file', 'input')), http_status INTEGER,
	CONSTRAINT pk_snapshot PRIMARY KEY (id),
	CONSTRAINT ck_snapshot_sha256 CHECK (length(sha256) = 64),
	CONSTRAINT ck_snapshot_size CHECK (size >= 0),
	CONSTRAINT fk_snapshot_source_id FOREIGN KEY(source_id) REFERENCES source (id),
	CONSTRAINT uq_snapshot_uid UNIQUE (uid)
);

CREATE TABLE source (
	id INTEGER NOT NULL,
	uid TEXT NOT NULL,
	recorded_at TEXT NOT NULL,
	recorded_by VARCHAR NOT NULL,
	kind VARCHAR,
	title VARCHAR,
	title_key VARCHAR,
	url VARCHAR,
	canonical_url VARCHAR,
	publisher_id INTEGER,
	byline VARCHAR,
	published_on TEXT,
	published_on_precision VARCHAR,
	published_on_circa BOOLEAN NOT NULL,
	language VARCHAR,
	note VARCHAR,
	retracted_on TEXT,
	retraction_reason VARCHAR,
	merged_into_id INTEGER, archived_url VARCHAR, extra VARCHAR, published_on_absence VARCHAR CONSTRAINT ck_source_published_on_absence CHECK (published_on_absence IN ('unknown', 'none')) CONSTRAINT ck_source_published_on_given CHECK (published_on IS NULL OR published_on_absence IS NULL), publisher_absence VARCHAR CONSTRAINT ck_source_publisher_absence CHECK (publisher_absence IN ('unknown', 'none')) CONSTRAINT ck_source_publisher_given CHECK (publisher_id IS NULL OR publisher_absence IS NULL), imported BOOLEAN DEFAULT 0 NOT NULL,
	CONSTRAINT pk_source PRIMARY KEY (id),
	CONSTRAINT ck_source_kind CHECK (kind IN ('article', 'wire', 'statement', 'transcript', 'interview', 'broadcast', 'social_post', 'dataset', 'report', 'document', 'fact_check', 'other')),
	CONSTRAINT ck_source_published_on_precision CHECK (published_on_precision IN ('day', 'month', 'year')),
	CONSTRAINT ck_source_published_on_known CHECK ((published_on IS NULL) = (published_on_precision IS NULL)),
	CONSTRAINT ck_source_retraction CHECK ((retracted_on IS NULL) = (retraction_reason IS NULL)),
	CONSTRAINT fk_source_merged_into_id FOREIGN KEY(merged_into_id) REFERENCES source (id),
	CONSTRAINT fk_source_publisher_id FOREIGN KEY(publisher_id) REFERENCES claimant (id),
	CONSTRAINT uq_source_uid UNIQUE (uid)
);

CREATE TABLE source_link (
	id INTEGER NOT NULL,
	uid TEXT NOT NULL,
	recorded_at TEXT NOT NULL,
	recorded_by VARCHAR NOT NULL,
	source_id INTEGER NOT NULL,
	origin_id INTEGER NOT NULL,
	kind VARCHAR NOT NULL,
	note VARCHAR,
	retired_at TEXT,
	CONSTRAINT pk_source_link PRIMARY KEY (id),
	CONSTRAINT ck_source_link_kind CHECK (kind IN ('syndicates', 'translates', 'quotes', 'summarises')),
	CONSTRAINT ck_source_link_no_self CHECK (source_id <> origin_id),
	CONSTRAINT fk_source_link_origin_id FOREIGN KEY(origin_id) REFERENCES source (id),
	CONSTRAINT fk_source_link_source_id FOREIGN KEY(source_id) REFERENCES source (id),
	CONSTRAINT uq_source_link_source_id_origin_id_kind UNIQUE (source_id, origin_id, kind),
	CONSTRAINT uq_source_link_uid UNIQUE (uid)
);

CREATE TABLE tag (
	id INTEGER NOT NULL,
	name VARCHAR NOT NULL,
	CONSTRAINT pk_tag PRIMARY KEY (id),
	CONSTRAINT uq_tag_name UNIQUE (name)
);

CREATE TABLE utterance (
	id INTEGER NOT NULL,
	uid TEXT NOT NULL,
	recorded_at TEXT NOT NULL,
	recorded_by VARCHAR NOT NULL,
	quote_exact VARCHAR,
	quote_prefix VARCHAR,
	quote_suffix VARCHAR,
	quote_start INTEGER,
	quote_end INTEGER,
	quote_state VARCHAR,
	snapshot_id INTEGER,
	claim_id INTEGER NOT NULL,
	source_id INTEGER,
	said_on TEXT,
	said_on_precision VARCHAR,
	said_on_circa BOOLEAN NOT NULL,
	mode VARCHAR,
	occasion VARCHAR,
	note VARCHAR,
	retired_at TEXT, addressee VARCHAR, extra VARCHAR, said_on_absence VARCHAR CONSTRAINT ck_utterance_said_on_absence CHECK (said_on_absence IN ('unknown', 'none')) CONSTRAINT ck_utterance_said_on_given CHECK (said_on IS NULL OR said_on_absence IS NULL), speaker_absence VARCHAR CONSTRAINT ck_utterance_speaker_absence CHECK (speaker_absence IN ('unknown', 'none')),
	CONSTRAINT pk_utterance PRIMARY KEY (id),
	CONSTRAINT ck_utterance_mode CHECK (mode IN ('direct', 'mixed', 'indirect', 'narrated')),
	CONSTRAINT ck_utterance_quote_state CHECK (quote_state IN ('anchored', 'moved', 'orphan')),
	CONSTRAINT ck_utterance_quote_place CHECK (quote_state IS NULL OR quote_state = 'orphan' OR (quote_start IS NOT NULL AND quote_end > quote_start AND snapshot_id IS NOT NULL)),
	CONSTRAINT ck_utterance_said_on_precision CHECK (said_on_precision IN ('day', 'month', 'year')),
	CONSTRAINT ck_utterance_quote CHECK ((quote_exact IS NULL) = (quote_state IS NULL)),
	CONSTRAINT ck_utterance_said_on_known CHECK ((said_on IS NULL) = (said_on_precision IS NULL)),
	CONSTRAINT fk_utterance_claim_id FOREIGN KEY(claim_id) REFERENCES claim (id),
	CONSTRAINT fk_utterance_snapshot_id FOREIGN KEY(snapshot_id) REFERENCES snapshot (id),
	CONSTRAINT fk_utterance_source_id FOREIGN KEY(source_id) REFERENCES source (id),
	CONSTRAINT uq_utterance_uid UNIQUE (uid)
);

CREATE TABLE verification (
	id INTEGER NOT NULL,
	uid TEXT NOT NULL,
	recorded_at TEXT NOT NULL,
	recorded_by VARCHAR NOT NULL,
	claim_id INTEGER NOT NULL,
	axis VARCHAR NOT NULL,
	status VARCHAR NOT NULL,
	rating VARCHAR,
	rationale VARCHAR NOT NULL,
	ruled_by VARCHAR NOT NULL,
	approved_by VARCHAR,
	checked_on TEXT NOT NULL,
	recheck_on TEXT, policy VARCHAR, "override" VARCHAR, pending BOOLEAN NOT NULL DEFAULT 0, approves_id INTEGER CONSTRAINT fk_verification_approves_id REFERENCES verification (id), rating_value VARCHAR, rating_best VARCHAR, rating_worst VARCHAR, rating_table VARCHAR, extra VARCHAR, verdict VARCHAR CONSTRAINT ck_verification_verdict CHECK (verdict IN ('true', 'mostly_true', 'half_true', 'mostly_false', 'false', 'misleading', 'missing_context', 'unproven', 'unverifiable', 'disputed', 'outdated', 'satire', 'altered_media', 'attribution_correct', 'attribution_incorrect', 'opinion', 'not_a_claim')), review_id INTEGER CONSTRAINT fk_verification_review_id REFERENCES source (id), lamport INTEGER CONSTRAINT ck_verification_lamport CHECK (lamport >= 1), policy_sha256 VARCHAR CONSTRAINT ck_verification_policy_sha256 CHECK (length(policy_sha256) = 64), desk_policy_sha256 VARCHAR CONSTRAINT ck_verification_desk_policy_sha256 CHECK (length(desk_policy_sha256) = 64), basis VARCHAR,
	CONSTRAINT pk_verification PRIMARY KEY (id),
	CONSTRAINT ck_verification_axis CHECK (axis IN ('content', 'attribution')),
	CONSTRAINT ck_verification_rationale CHECK (rationale <> ''),
	CONSTRAINT ck_verification_status CHECK (status IN ('unverified', 'verified', 'disputed', 'refuted', 'unverifiable', 'withdrawn')),
	CONSTRAINT fk_verification_claim_id FOREIGN KEY(claim_id) REFERENCES claim (id),
	CONSTRAINT uq_verification_uid UNIQUE (uid)
);

CREATE TABLE verification_evidence (
	verification_id INTEGER NOT NULL,
	evidence_id INTEGER NOT NULL,
	CONSTRAINT pk_verification_evidence PRIMARY KEY (verification_id, evidence_id),
	CONSTRAINT fk_verification_evidence_evidence_id FOREIGN KEY(evidence_id) REFERENCES evidence (id),
	CONSTRAINT fk_verification_evidence_verification_id FOREIGN KEY(verification_id) REFERENCES verification (id)
)
 WITHOUT ROWID

;

CREATE INDEX ix_candidate_claim_id ON candidate (claim_id);

CREATE UNIQUE INDEX ix_candidate_digest ON candidate (source_id, digest);

CREATE INDEX ix_candidate_snapshot_id ON candidate (snapshot_id);

CREATE INDEX ix_candidate_source_id ON candidate (source_id, state, position);

CREATE INDEX ix_candidate_state ON candidate (state, id);

CREATE INDEX ix_candidate_utterance_id ON candidate (utterance_id);

CREATE INDEX ix_claim_attribution_status ON claim (attribution_status, id);

CREATE INDEX ix_claim_content_status ON claim (content_status, id);

CREATE INDEX ix_claim_tag_tag_id ON claim_tag (tag_id, claim_id);

CREATE INDEX ix_claim_text_key ON claim (text_key);

CREATE INDEX ix_claimant_alias_name_key ON claimant_alias (name_key);

CREATE INDEX ix_claimant_confidential ON claimant (confidential) WHERE confidential IS NOT NULL;

CREATE INDEX ix_claimant_merged_into_id ON claimant (merged_into_id) WHERE merged_into_id IS NOT NULL;

CREATE INDEX ix_claimant_name_key ON claimant (name_key);

CREATE INDEX ix_claimant_same_as_key ON claimant (same_as_key) WHERE same_as_key IS NOT NULL;

CREATE INDEX ix_event_at ON event (at);

CREATE INDEX ix_event_claim_id ON event (claim_id, seq) WHERE claim_id IS NOT NULL;

CREATE INDEX ix_event_record ON event (kind, record_id, seq);

CREATE INDEX ix_evidence_claim_id ON evidence (claim_id);

CREATE INDEX ix_evidence_source_id ON evidence (source_id, claim_id);

CREATE INDEX ix_hop_claimant_id ON hop (claimant_id, position, claim_id);

CREATE INDEX ix_judgement_other_id ON judgement (other_id);

CREATE INDEX ix_judgement_source_id ON judgement (source_id, other_id);

CREATE INDEX ix_other_line_seq ON other_line (seq, hash);

CREATE INDEX ix_relation_other_id ON relation (other_id);

CREATE INDEX ix_report_claim_claim_id ON report_claim (claim_id, report_id);

CREATE INDEX ix_report_sha256 ON report (sha256);

CREATE INDEX ix_snapshot_sha256 ON snapshot (sha256);

CREATE INDEX ix_snapshot_source_id ON snapshot (source_id);

CREATE INDEX ix_source_canonical_url ON source (canonical_url) WHERE canonical_url IS NOT NULL;

CREATE INDEX ix_source_link_origin_id ON source_link (origin_id);

CREATE INDEX ix_source_merged_into_id ON source (merged_into_id) WHERE merged_into_id IS NOT NULL;

CREATE INDEX ix_source_publisher_id ON source (publisher_id, id) WHERE publisher_id IS NOT NULL;

CREATE INDEX ix_source_retracted_on ON source (retracted_on) WHERE retracted_on IS NOT NULL;

CREATE INDEX ix_source_title_key ON source (title_key) WHERE title_key IS NOT NULL;

CREATE INDEX ix_utterance_claim_id ON utterance (claim_id);

CREATE INDEX ix_utterance_said_on ON utterance (said_on, claim_id);

CREATE INDEX ix_utterance_source_id ON utterance (source_id, claim_id);

CREATE INDEX ix_verification_claim_id ON verification (claim_id, axis, id);

CREATE INDEX ix_verification_evidence_evidence_id ON verification_evidence (evidence_id);

CREATE INDEX ix_verification_recheck_on ON verification (recheck_on) WHERE recheck_on IS NOT NULL;

CREATE INDEX ix_verification_review_id ON verification (review_id) WHERE review_id IS NOT NULL;

CREATE UNIQUE INDEX uq_source_canonical_url ON source (canonical_url) WHERE canonical_url IS NOT NULL AND merged_into_id IS NULL;

CREATE TRIGGER event_no_delete BEFORE DELETE ON event BEGIN SELECT RAISE(ABORT, 'event is append-only'); END;

CREATE TRIGGER event_no_replace BEFORE INSERT ON event WHEN EXISTS (SELECT 1 FROM event WHERE seq = NEW.seq) BEGIN SELECT RAISE(ABORT, 'event is append-only'); END;

CREATE TRIGGER event_no_update BEFORE UPDATE ON event BEGIN SELECT RAISE(ABORT, 'event is append-only'); END;

CREATE TRIGGER merger_no_delete BEFORE DELETE ON merger BEGIN SELECT RAISE(ABORT, 'merger is append-only'); END;

CREATE TRIGGER merger_no_replace BEFORE INSERT ON merger WHEN EXISTS (SELECT 1 FROM merger WHERE id = NEW.id) BEGIN SELECT RAISE(ABORT, 'merger is append-only'); END;

CREATE TRIGGER merger_no_update BEFORE UPDATE ON merger BEGIN SELECT RAISE(ABORT, 'merger is append-only'); END;

CREATE TRIGGER other_line_no_delete BEFORE DELETE ON other_line BEGIN SELECT RAISE(ABORT, 'other_line is append-only'); END;

CREATE TRIGGER other_line_no_replace BEFORE INSERT ON other_line WHEN EXISTS (SELECT 1 FROM other_line WHERE merger_id = NEW.merger_id AND seq = NEW.seq) BEGIN SELECT RAISE(ABORT, 'other_line is append-only'); END;

CREATE TRIGGER other_line_no_update BEFORE UPDATE ON other_line BEGIN SELECT RAISE(ABORT, 'other_line is append-only'); END;

CREATE TRIGGER verification_evidence_no_delete BEFORE DELETE ON verification_evidence BEGIN SELECT RAISE(ABORT, 'verification_evidence is append-only'); END;

CREATE TRIGGER verification_evidence_no_replace BEFORE INSERT ON verification_evidence WHEN EXISTS (SELECT 1 FROM verification_evidence WHERE verification_id = NEW.verification_id AND evidence_id = NEW.evidence_id) BEGIN SELECT RAISE(ABORT, 'verification_evidence is append-only'); END;

CREATE TRIGGER verification_evidence_no_update BEFORE UPDATE ON verification_evidence BEGIN SELECT RAISE(ABORT, 'verification_evidence is append-only'); END;

CREATE TRIGGER verification_no_delete BEFORE DELETE ON verification BEGIN SELECT RAISE(ABORT, 'verification is append-only'); END;

CREATE TRIGGER verification_no_replace BEFORE INSERT ON verification WHEN EXISTS (SELECT 1 FROM verification WHERE id = NEW.id) BEGIN SELECT RAISE(ABORT, 'verification is append-only'); END;

CREATE TRIGGER verification_no_update BEFORE UPDATE ON verification BEGIN SELECT RAISE(ABORT, 'verification is append-only'); END;

INSERT INTO claim_search (claim_search, rank) VALUES ('rank', 'bm25(10.0, 4.0)');

INSERT INTO alembic_version (version_num) VALUES ('0005');
