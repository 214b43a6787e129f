-- Projection: made from the inbox, and made anew by `rebuild`.

CREATE TABLE deliveries (
  position INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  tool TEXT NOT NULL,
  source TEXT NOT NULL,
  received TEXT NOT NULL,
  status TEXT NOT NULL,
  why TEXT NOT NULL,
  duplicate_of TEXT
);

CREATE TABLE events (
  position INTEGER PRIMARY KEY,
  source TEXT NOT NULL,
  id TEXT NOT NULL,
  type TEXT NOT NULL,
  time TEXT NOT NULL,
  delivery TEXT NOT NULL,
  json TEXT NOT NULL,
  UNIQUE (source, id)
);

CREATE TABLE delivery_events (
  delivery TEXT NOT NULL,
  ordinal INTEGER NOT NULL,
  source TEXT NOT NULL,
  id TEXT NOT NULL,
  type TEXT NOT NULL,
  duplicate INTEGER NOT NULL,
  ignored TEXT,
  PRIMARY KEY (delivery, ordinal)
) WITHOUT ROWID;

CREATE TABLE known_events (
  source TEXT NOT NULL,
  id TEXT NOT NULL,
  PRIMARY KEY (source, id)
) WITHOUT ROWID;

CREATE TABLE identities (
  identity TEXT PRIMARY KEY,
  journey TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX identities_by_journey ON identities (journey);

CREATE TABLE same_as (
  one TEXT NOT NULL,
  other TEXT NOT NULL,
  PRIMARY KEY (one, other)
) WITHOUT ROWID;

CREATE TABLE said (
  about TEXT NOT NULL,
  seconds INTEGER NOT NULL,
  nanos INTEGER NOT NULL,
  source TEXT NOT NULL,
  event TEXT NOT NULL,
  ordinal INTEGER NOT NULL,
  type TEXT NOT NULL,
  delivery TEXT NOT NULL,
  received TEXT NOT NULL,
  kind TEXT NOT NULL,
  status TEXT NOT NULL,
  places TEXT NOT NULL,
  attributes TEXT NOT NULL,
  PRIMARY KEY (about, seconds, nanos, source, event, ordinal)
) WITHOUT ROWID;
CREATE INDEX said_by_event ON said (event);
CREATE INDEX said_by_moment ON said (seconds, nanos, source, event, ordinal);

CREATE TABLE sightings (
  place TEXT NOT NULL,
  kind TEXT NOT NULL,
  status TEXT NOT NULL,
  about TEXT NOT NULL,
  seconds INTEGER NOT NULL,
  nanos INTEGER NOT NULL,
  source TEXT NOT NULL,
  event TEXT NOT NULL,
  ordinal INTEGER NOT NULL,
  PRIMARY KEY (place, kind, seconds, nanos, source, event, ordinal, about)
) WITHOUT ROWID;

CREATE TABLE places (
  place TEXT PRIMARY KEY
) WITHOUT ROWID;

CREATE TABLE arcs (
  from_identity TEXT NOT NULL,
  to_identity TEXT NOT NULL,
  kind TEXT NOT NULL,
  strength TEXT NOT NULL,
  rule TEXT NOT NULL,
  value TEXT NOT NULL,
  text TEXT NOT NULL,
  source TEXT NOT NULL,
  event TEXT NOT NULL,
  PRIMARY KEY (from_identity, to_identity, kind, strength, rule, value, text, source, event)
) WITHOUT ROWID;
CREATE INDEX arcs_by_target ON arcs (to_identity);

-- Facts: what Cairn itself decided and did; nowhere else.

CREATE TABLE settings (
  name TEXT PRIMARY KEY,
  value TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE runs (
  number INTEGER PRIMARY KEY,
  key TEXT NOT NULL UNIQUE,
  bundle TEXT NOT NULL,
  task TEXT NOT NULL,
  lane TEXT,
  artifact TEXT,
  change_commit TEXT,
  status TEXT NOT NULL,
  attempt INTEGER NOT NULL,
  fence INTEGER NOT NULL,
  once INTEGER NOT NULL,
  worker TEXT,
  beat TEXT,
  created TEXT NOT NULL,
  started TEXT,
  finished TEXT,
  reason TEXT NOT NULL,
  at TEXT NOT NULL,
  wanted TEXT NOT NULL,
  result TEXT
);
CREATE INDEX runs_by_status ON runs (status);
CREATE INDEX runs_by_task ON runs (bundle, task);
CREATE INDEX runs_by_lane ON runs (lane) WHERE lane IS NOT NULL;
CREATE INDEX runs_by_change ON runs (change_commit) WHERE change_commit IS NOT NULL;
CREATE INDEX runs_by_artifact ON runs (artifact) WHERE artifact IS NOT NULL;

CREATE TABLE steps (
  run INTEGER NOT NULL,
  attempt INTEGER NOT NULL,
  id TEXT NOT NULL,
  ordinal INTEGER NOT NULL,
  json TEXT NOT NULL,
  PRIMARY KEY (run, attempt, id)
) WITHOUT ROWID;

CREATE TABLE catalogue (
  position INTEGER PRIMARY KEY,
  change TEXT NOT NULL
);

CREATE TABLE triggers (
  position INTEGER PRIMARY KEY,
  type TEXT NOT NULL,
  artifact TEXT,
  change_commit TEXT,
  source TEXT NOT NULL,
  event TEXT NOT NULL,
  json TEXT NOT NULL,
  UNIQUE (source, event, type)
);
CREATE INDEX triggers_by_artifact ON triggers (artifact, type) WHERE artifact IS NOT NULL;
CREATE INDEX triggers_by_change ON triggers (change_commit, type) WHERE change_commit IS NOT NULL;

CREATE TABLE awaiting (
  position INTEGER PRIMARY KEY,
  bundle TEXT NOT NULL,
  key TEXT NOT NULL,
  trigger_json TEXT NOT NULL,
  UNIQUE (bundle, key, trigger_json)
);

CREATE TABLE answers (
  position INTEGER PRIMARY KEY,
  kind TEXT NOT NULL,
  source TEXT NOT NULL,
  event TEXT NOT NULL,
  artifact TEXT,
  change_commit TEXT,
  bundle TEXT NOT NULL,
  task TEXT NOT NULL,
  at TEXT NOT NULL,
  subject TEXT NOT NULL,
  clause TEXT NOT NULL,
  time TEXT NOT NULL,
  UNIQUE (kind, source, event, bundle, task, subject)
);
CREATE INDEX answers_by_change ON answers (change_commit) WHERE change_commit IS NOT NULL;
CREATE INDEX answers_by_artifact ON answers (artifact) WHERE artifact IS NOT NULL;

CREATE TABLE ancestry (
  child TEXT NOT NULL,
  parent TEXT NOT NULL,
  PRIMARY KEY (child, parent)
) WITHOUT ROWID;

CREATE TABLE verdicts (
  run INTEGER NOT NULL,
  digest TEXT NOT NULL,
  bundle TEXT NOT NULL,
  task TEXT NOT NULL,
  passed INTEGER NOT NULL,
  reason TEXT NOT NULL,
  json TEXT NOT NULL,
  time TEXT NOT NULL,
  PRIMARY KEY (run, digest)
) WITHOUT ROWID;
CREATE INDEX verdicts_by_digest ON verdicts (digest);

CREATE TABLE manifests (
  repository TEXT NOT NULL,
  digest TEXT NOT NULL,
  media_type TEXT NOT NULL,
  size INTEGER NOT NULL,
  pushed TEXT NOT NULL,
  PRIMARY KEY (repository, digest)
) WITHOUT ROWID;

CREATE TABLE manifest_parts (
  repository TEXT NOT NULL,
  part TEXT NOT NULL,
  manifest TEXT NOT NULL,
  PRIMARY KEY (repository, part, manifest)
) WITHOUT ROWID;

CREATE TABLE tag_pushes (
  position INTEGER PRIMARY KEY,
  repository TEXT NOT NULL,
  tag TEXT NOT NULL,
  digest TEXT NOT NULL
);
CREATE INDEX tag_pushes_by_tag ON tag_pushes (repository, tag, position);

CREATE TABLE artifacts (
  repository TEXT NOT NULL,
  digest TEXT NOT NULL,
  state TEXT NOT NULL,
  reason TEXT NOT NULL,
  since TEXT NOT NULL,
  published TEXT NOT NULL,
  PRIMARY KEY (repository, digest)
) WITHOUT ROWID;
CREATE INDEX artifacts_by_digest ON artifacts (digest);

CREATE TABLE releases (
  repository TEXT NOT NULL,
  digest TEXT NOT NULL,
  occasion TEXT NOT NULL,
  released TEXT NOT NULL,
  PRIMARY KEY (repository, digest, occasion)
) WITHOUT ROWID;

CREATE TABLE desired (
  environment TEXT NOT NULL,
  service TEXT NOT NULL,
  digest TEXT,
  reference TEXT NOT NULL,
  config_commit TEXT NOT NULL,
  since TEXT NOT NULL,
  PRIMARY KEY (environment, service)
) WITHOUT ROWID;

CREATE TABLE actual (
  environment TEXT NOT NULL,
  service TEXT NOT NULL,
  state TEXT NOT NULL,
  digest TEXT,
  name TEXT NOT NULL,
  config_commit TEXT NOT NULL,
  url TEXT NOT NULL,
  replicas INTEGER NOT NULL,
  process INTEGER,
  reason TEXT NOT NULL,
  since TEXT NOT NULL,
  as_of TEXT NOT NULL,
  PRIMARY KEY (environment, service)
) WITHOUT ROWID;

-- Which artifacts were ever healthy at a service: one that comes back is a rollback.
CREATE TABLE ran (
  environment TEXT NOT NULL,
  service TEXT NOT NULL,
  digest TEXT NOT NULL,
  PRIMARY KEY (environment, service, digest)
) WITHOUT ROWID;

CREATE TABLE environment_reports (
  id TEXT PRIMARY KEY
) WITHOUT ROWID;

CREATE TABLE outbox (
  position INTEGER PRIMARY KEY AUTOINCREMENT,
  source TEXT NOT NULL,
  id TEXT NOT NULL,
  json TEXT NOT NULL,
  UNIQUE (source, id)
);
