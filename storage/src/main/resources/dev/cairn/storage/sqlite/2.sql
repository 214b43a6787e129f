-- Facts: publications of what was pushed by digest only, until something names it or its time has come.

CREATE TABLE digest_pushes (
  repository TEXT NOT NULL,
  digest TEXT NOT NULL,
  pushed INTEGER NOT NULL,
  source TEXT NOT NULL,
  id TEXT NOT NULL,
  json TEXT NOT NULL,
  PRIMARY KEY (repository, digest)
) WITHOUT ROWID;
