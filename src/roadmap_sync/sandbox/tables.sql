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

-- Projects (v2). A built-in field is a row like any other; values are kept for fields that can be written.
CREATE TABLE projects (
    id INT PRIMARY KEY, owner_id INTEGER NOT NULL REFERENCES accounts(id), number INTEGER NOT NULL,
    title TEXT NOT NULL, short_description TEXT, readme TEXT, public BOOLEAN NOT NULL, closed_at TEXT,
    template BOOLEAN NOT NULL, creator_id INTEGER NOT NULL, created_at TEXT NOT NULL, updated_at TEXT NOT NULL,
    UNIQUE (owner_id, number)
);

CREATE TABLE project_repositories (
    project_id INTEGER NOT NULL REFERENCES projects(id), repository_id INTEGER NOT NULL REFERENCES repositories(id),
    PRIMARY KEY (project_id, repository_id)
);

CREATE TABLE project_roles (
    project_id INTEGER NOT NULL REFERENCES projects(id), account_id INTEGER NOT NULL REFERENCES accounts(id),
    role TEXT NOT NULL, PRIMARY KEY (project_id, account_id)
) WITHOUT ROWID;

CREATE TABLE project_fields (
    id INT PRIMARY KEY, project_id INTEGER NOT NULL REFERENCES projects(id), name TEXT NOT NULL COLLATE NOCASE,
    kind TEXT NOT NULL, start_day INTEGER, duration INTEGER, created_at TEXT NOT NULL, updated_at TEXT NOT NULL,
    UNIQUE (project_id, name)
);

CREATE TABLE project_options (
    id TEXT NOT NULL, field_id INTEGER NOT NULL REFERENCES project_fields(id), name TEXT NOT NULL,
    color TEXT NOT NULL, description TEXT NOT NULL, PRIMARY KEY (field_id, id)
);

CREATE TABLE project_iterations (
    id TEXT NOT NULL, field_id INTEGER NOT NULL REFERENCES project_fields(id), title TEXT NOT NULL,
    start_date TEXT NOT NULL, duration INTEGER NOT NULL, PRIMARY KEY (field_id, id)
);

CREATE TABLE project_drafts (
    id INT PRIMARY KEY, title TEXT NOT NULL, body TEXT NOT NULL, creator_id INTEGER NOT NULL,
    created_at TEXT NOT NULL, updated_at TEXT NOT NULL
);

CREATE TABLE project_draft_assignees (
    draft_id INTEGER NOT NULL REFERENCES project_drafts(id), account_id INTEGER NOT NULL REFERENCES accounts(id),
    PRIMARY KEY (draft_id, account_id)
);

CREATE TABLE project_items (
    id INT PRIMARY KEY, project_id INTEGER NOT NULL REFERENCES projects(id),
    issue_id INTEGER REFERENCES issues(id), draft_id INTEGER REFERENCES project_drafts(id), position REAL NOT NULL,
    archived_at TEXT, creator_id INTEGER NOT NULL, created_at TEXT NOT NULL, updated_at TEXT NOT NULL,
    UNIQUE (project_id, issue_id)
);

CREATE TABLE project_values (
    id INT PRIMARY KEY, item_id INTEGER NOT NULL REFERENCES project_items(id),
    field_id INTEGER NOT NULL REFERENCES project_fields(id), content TEXT NOT NULL, creator_id INTEGER NOT NULL,
    created_at TEXT NOT NULL, updated_at TEXT NOT NULL, UNIQUE (item_id, field_id)
);

CREATE TABLE project_updates (
    id INT PRIMARY KEY, project_id INTEGER NOT NULL REFERENCES projects(id), body TEXT, status TEXT,
    start_date TEXT, target_date TEXT, creator_id INTEGER NOT NULL, created_at TEXT NOT NULL, updated_at TEXT NOT NULL
);

CREATE TABLE project_workflows (
    id INT PRIMARY KEY, project_id INTEGER NOT NULL REFERENCES projects(id), number INTEGER NOT NULL,
    name TEXT NOT NULL, enabled BOOLEAN NOT NULL, status TEXT, created_at TEXT NOT NULL, updated_at TEXT NOT NULL,
    UNIQUE (project_id, name)
);

-- How issues stand to each other, and what is said of them.
CREATE TABLE sub_issues (
    child_id INTEGER PRIMARY KEY REFERENCES issues(id), parent_id INTEGER NOT NULL REFERENCES issues(id),
    position REAL NOT NULL
);

CREATE TABLE dependencies (
    blocked_id INTEGER NOT NULL REFERENCES issues(id), blocking_id INTEGER NOT NULL REFERENCES issues(id),
    created_at TEXT NOT NULL, PRIMARY KEY (blocked_id, blocking_id)
);

CREATE TABLE issue_types (
    id INT PRIMARY KEY, owner_id INTEGER NOT NULL REFERENCES accounts(id), name TEXT NOT NULL COLLATE NOCASE,
    description TEXT, color TEXT NOT NULL, enabled BOOLEAN NOT NULL, created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL, UNIQUE (owner_id, name)
);

CREATE TABLE typed_issues (
    issue_id INTEGER PRIMARY KEY REFERENCES issues(id), type_id INTEGER NOT NULL REFERENCES issue_types(id)
);

CREATE TABLE reactions (
    id INT PRIMARY KEY, issue_id INTEGER NOT NULL REFERENCES issues(id), comment_id INTEGER REFERENCES comments(id),
    account_id INTEGER NOT NULL REFERENCES accounts(id), content TEXT NOT NULL, created_at TEXT NOT NULL
);

CREATE TABLE grants (token TEXT PRIMARY KEY, kind TEXT NOT NULL, scopes TEXT NOT NULL) WITHOUT ROWID;

CREATE INDEX project_items_by_issue ON project_items (issue_id);
CREATE INDEX project_items_by_project ON project_items (project_id, position);
CREATE INDEX sub_issues_by_parent ON sub_issues (parent_id);
CREATE INDEX dependencies_by_blocking ON dependencies (blocking_id);
CREATE INDEX reactions_by_issue ON reactions (issue_id);

CREATE TABLE deleted_issues (
    repository_id INTEGER NOT NULL REFERENCES repositories(id), number INTEGER NOT NULL,
    PRIMARY KEY (repository_id, number)
) WITHOUT ROWID;

-- What a branch refuses, and what a pull request came to.
CREATE TABLE protections (
    repository_id INTEGER NOT NULL REFERENCES repositories(id), branch TEXT NOT NULL, rule TEXT NOT NULL,
    PRIMARY KEY (repository_id, branch)
) WITHOUT ROWID;

CREATE TABLE merges (
    issue_id INTEGER PRIMARY KEY REFERENCES issues(id), merged_at TEXT NOT NULL, merged_by_id INTEGER NOT NULL,
    oid TEXT NOT NULL
);

CREATE TABLE policies (
    repository_id INTEGER NOT NULL REFERENCES repositories(id), name TEXT NOT NULL, value TEXT NOT NULL,
    PRIMARY KEY (repository_id, name)
) WITHOUT ROWID;

CREATE TABLE check_runs (
    id INTEGER PRIMARY KEY, repository_id INTEGER NOT NULL REFERENCES repositories(id), head_oid TEXT NOT NULL,
    name TEXT NOT NULL, status TEXT NOT NULL, conclusion TEXT, started_at TEXT NOT NULL, completed_at TEXT,
    details_url TEXT, external_id TEXT NOT NULL, title TEXT, summary TEXT, text TEXT,
    annotations INTEGER NOT NULL
);
CREATE INDEX check_runs_by_head ON check_runs (repository_id, head_oid);

-- GitHub Apps, when tokens end, and the workflows of a repository with their runs.
CREATE TABLE apps (
    id INT PRIMARY KEY, slug TEXT NOT NULL, public_key TEXT NOT NULL, permissions TEXT NOT NULL,
    installation_id INTEGER NOT NULL, installed BOOLEAN NOT NULL, suspended BOOLEAN NOT NULL,
    life INTEGER NOT NULL, created_at TEXT NOT NULL
);

CREATE TABLE expiries (token TEXT PRIMARY KEY, expires_at TEXT NOT NULL) WITHOUT ROWID;

CREATE TABLE actions_workflows (
    id INT PRIMARY KEY, repository_id INTEGER NOT NULL REFERENCES repositories(id), path TEXT NOT NULL,
    name TEXT NOT NULL, state TEXT NOT NULL, created_at TEXT NOT NULL, UNIQUE (repository_id, path)
);

CREATE TABLE actions_runs (
    id INT PRIMARY KEY, workflow_id INTEGER NOT NULL REFERENCES actions_workflows(id), number INTEGER NOT NULL,
    event TEXT NOT NULL, conclusion TEXT NOT NULL, created_at TEXT NOT NULL
);

CREATE TABLE former_names (
    owner TEXT NOT NULL COLLATE NOCASE, name TEXT NOT NULL COLLATE NOCASE,
    repository_id INTEGER NOT NULL REFERENCES repositories(id), PRIMARY KEY (owner, name)
) WITHOUT ROWID;

-- What is said of commits, of the repository as a whole, and of pull requests beyond their issue.
CREATE TABLE commit_statuses (
    id INT PRIMARY KEY, repository_id INTEGER NOT NULL REFERENCES repositories(id), oid TEXT NOT NULL,
    state TEXT NOT NULL, context TEXT NOT NULL, description TEXT, target_url TEXT,
    creator_id INTEGER NOT NULL, created_at TEXT NOT NULL
);
CREATE INDEX commit_statuses_by_oid ON commit_statuses (repository_id, oid);

CREATE TABLE topics (
    repository_id INTEGER NOT NULL REFERENCES repositories(id), name TEXT NOT NULL,
    PRIMARY KEY (repository_id, name)
);

CREATE TABLE unready_pulls (issue_id INTEGER PRIMARY KEY REFERENCES issues(id));

CREATE TABLE review_requests (
    issue_id INTEGER NOT NULL REFERENCES issues(id), account_id INTEGER NOT NULL REFERENCES accounts(id),
    PRIMARY KEY (issue_id, account_id)
);

CREATE TABLE reviews (
    id INT PRIMARY KEY, issue_id INTEGER NOT NULL REFERENCES issues(id), author_id INTEGER NOT NULL,
    state TEXT NOT NULL, body TEXT NOT NULL, oid TEXT NOT NULL, submitted_at TEXT NOT NULL
);
CREATE INDEX reviews_by_issue ON reviews (issue_id);

CREATE TABLE pinned_issues (
    issue_id INT PRIMARY KEY REFERENCES issues(id), repository_id INTEGER NOT NULL, actor_id INTEGER NOT NULL
);

CREATE TABLE linked_branches (
    issue_id INTEGER NOT NULL REFERENCES issues(id), repository_id INTEGER NOT NULL, name TEXT NOT NULL,
    PRIMARY KEY (issue_id, repository_id, name)
);
