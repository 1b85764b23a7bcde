-- +goose Up
-- The directory: units, people, posts, roles, substitutions; all dated, both
-- dates inclusive, an open end is NULL.

CREATE TABLE unit (
    id        bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    name      text NOT NULL,
    kind      text NOT NULL CHECK (kind IN ('executive', 'starosta', 'enterprise', 'leadership')),
    duty      text NOT NULL CHECK (duty IN ('must', 'if_need', 'none')),
    from_date date NOT NULL,
    to_date   date,
    -- the council's order: as imported, then as added
    position  int NOT NULL DEFAULT 0
);
CREATE UNIQUE INDEX unit_name ON unit (lower(name)) WHERE to_date IS NULL;

CREATE TABLE person (
    id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    key        text UNIQUE,
    surname    text NOT NULL,
    given      text NOT NULL DEFAULT '',
    patronymic text NOT NULL DEFAULT '',
    phone      text,
    email      text,
    to_date    date
);
CREATE UNIQUE INDEX person_phone ON person (phone) WHERE to_date IS NULL;

-- One person, several Telegram accounts over time; one bound at a time.
CREATE TABLE account (
    telegram_id bigint PRIMARY KEY,
    person_id   bigint NOT NULL REFERENCES person,
    bound_at    timestamptz NOT NULL,
    unbound_at  timestamptz,
    blocked_at  timestamptz
);
CREATE UNIQUE INDEX account_person ON account (person_id) WHERE unbound_at IS NULL;

-- A post is a unit's head, a leader's or any other; its holders are dated.
CREATE TABLE post (
    id        bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    unit_id   bigint REFERENCES unit,
    kind      text NOT NULL CHECK (kind IN ('head', 'leader', 'staff')),
    title     text NOT NULL,
    position  int NOT NULL DEFAULT 0,
    from_date date NOT NULL,
    to_date   date
);
CREATE UNIQUE INDEX post_head ON post (unit_id) WHERE kind = 'head' AND to_date IS NULL;

CREATE TABLE holding (
    id        bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    post_id   bigint NOT NULL REFERENCES post,
    person_id bigint NOT NULL REFERENCES person,
    from_date date NOT NULL,
    to_date   date
);
CREATE INDEX holding_person ON holding (person_id);
CREATE INDEX holding_post ON holding (post_id);

-- Roles that do not follow from a post. post_id scopes an assistant to a leader.
CREATE TABLE role_grant (
    id        bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    person_id bigint NOT NULL REFERENCES person,
    role      text NOT NULL CHECK (role IN ('organiser', 'secretary', 'assistant', 'administrator')),
    post_id   bigint REFERENCES post,
    from_date date NOT NULL,
    to_date   date
);
CREATE INDEX role_grant_person ON role_grant (person_id);

-- One dated row puts one person in another's place. unit_id narrows it to a
-- unit's headship (a standing deputy); NULL is every post and role.
CREATE TABLE substitution (
    id            bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    absent_id     bigint NOT NULL REFERENCES person,
    substitute_id bigint NOT NULL REFERENCES person,
    unit_id       bigint REFERENCES unit,
    from_date     date NOT NULL,
    to_date       date,
    CHECK (absent_id <> substitute_id)
);
CREATE INDEX substitution_substitute ON substitution (substitute_id);

-- Only the hash of a link's secret is kept. person_id NULL is the first
-- administrator's link.
CREATE TABLE invitation (
    hash       bytea PRIMARY KEY,
    person_id  bigint REFERENCES person,
    created_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    used_at    timestamptz,
    revoked_at timestamptz
);
CREATE INDEX invitation_person ON invitation (person_id);

-- Strangers' attempts to get in.
CREATE TABLE attempt (
    id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    telegram_id bigint NOT NULL,
    at          timestamptz NOT NULL,
    way         text NOT NULL
);
CREATE INDEX attempt_telegram ON attempt (telegram_id, at);
CREATE INDEX attempt_at ON attempt (at);

CREATE TABLE audit (
    id        bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    at        timestamptz NOT NULL,
    person_id bigint REFERENCES person,
    action    text NOT NULL,
    subject   text NOT NULL,
    details   jsonb NOT NULL DEFAULT '{}'
);
CREATE INDEX audit_subject ON audit (subject, at);

-- +goose Down
DROP TABLE audit, attempt, invitation, substitution, role_grant, holding, post, account, person, unit;
