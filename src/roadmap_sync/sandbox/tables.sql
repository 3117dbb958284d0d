-- What GitHub knows. One statement per table; the columns stand in the order of the fields in rows.py.
-- Ids are INT, not INTEGER: so the hidden rowid stays the order of arrival, whatever the ids look like.
CREATE TABLE sequences (name TEXT PRIMARY KEY, last INTEGER NOT NULL) WITHOUT ROWID;

CREATE TABLE accounts (
    id INT PRIMARY KEY, login TEXT NOT NULL UNIQUE COLLATE NOCASE, name TEXT, kind TEXT NOT NULL,
    created_at TEXT NOT NULL
);

CREATE TABLE tokens (
    token TEXT PRIMARY KEY, account_id INTEGER REFERENCES accounts(id), valid BOOLEAN NOT NULL
) WITHOUT ROWID;

CREATE TABLE repositories (
    id INT PRIMARY KEY, owner_id INTEGER NOT NULL REFERENCES accounts(id), owner TEXT NOT NULL COLLATE NOCASE,
    name TEXT NOT NULL COLLATE NOCASE, description TEXT, private BOOLEAN NOT NULL, archived BOOLEAN NOT NULL,
    has_issues BOOLEAN NOT NULL, default_branch TEXT NOT NULL, created_at TEXT NOT NULL, updated_at TEXT NOT NULL,
    UNIQUE (owner, name)
);

CREATE TABLE collaborators (
    repository_id INTEGER NOT NULL REFERENCES repositories(id), account_id INTEGER NOT NULL REFERENCES accounts(id),
    role TEXT NOT NULL, association TEXT, PRIMARY KEY (repository_id, account_id)
) WITHOUT ROWID;

CREATE TABLE milestones (
    id INT PRIMARY KEY, repository_id INTEGER NOT NULL REFERENCES repositories(id), number INTEGER NOT NULL,
    title TEXT NOT NULL, description TEXT, due_on TEXT, state TEXT NOT NULL, creator_id INTEGER NOT NULL,
    created_at TEXT NOT NULL, updated_at TEXT NOT NULL, closed_at TEXT,
    UNIQUE (repository_id, number), UNIQUE (repository_id, title)
);

CREATE TABLE labels (
    id INT PRIMARY KEY, repository_id INTEGER NOT NULL REFERENCES repositories(id),
    name TEXT NOT NULL COLLATE NOCASE, color TEXT NOT NULL, description TEXT, created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL, UNIQUE (repository_id, name)
);

CREATE TABLE issues (
    id INT PRIMARY KEY, repository_id INTEGER NOT NULL REFERENCES repositories(id), number INTEGER NOT NULL,
    title TEXT NOT NULL, body TEXT, state TEXT NOT NULL, state_reason TEXT,
    author_id INTEGER NOT NULL REFERENCES accounts(id), created_at TEXT NOT NULL, updated_at TEXT NOT NULL,
    closed_at TEXT, closed_by_id INTEGER, locked BOOLEAN NOT NULL, lock_reason TEXT,
    milestone_id INTEGER REFERENCES milestones(id), duplicate_of_id INTEGER, edited_at TEXT,
    pull_id INTEGER UNIQUE, head TEXT, base TEXT, UNIQUE (repository_id, number)
);

CREATE TABLE issue_labels (
    issue_id INTEGER NOT NULL REFERENCES issues(id), label_id INTEGER NOT NULL REFERENCES labels(id),
    PRIMARY KEY (issue_id, label_id)
);

CREATE TABLE issue_assignees (
    issue_id INTEGER NOT NULL REFERENCES issues(id), account_id INTEGER NOT NULL REFERENCES accounts(id),
    PRIMARY KEY (issue_id, account_id)
);

CREATE TABLE comments (
    id INT PRIMARY KEY, issue_id INTEGER NOT NULL REFERENCES issues(id), author_id INTEGER NOT NULL,
    body TEXT NOT NULL, created_at TEXT NOT NULL, updated_at TEXT NOT NULL
);

CREATE TABLE events (
    id INT PRIMARY KEY, issue_id INTEGER NOT NULL REFERENCES issues(id), actor_id INTEGER NOT NULL,
    kind TEXT NOT NULL, created_at TEXT NOT NULL, detail TEXT NOT NULL
);

CREATE INDEX issues_by_milestone ON issues (milestone_id);
CREATE INDEX issue_labels_by_label ON issue_labels (label_id);
CREATE INDEX comments_by_issue ON comments (issue_id);
CREATE INDEX events_by_issue ON events (issue_id);
