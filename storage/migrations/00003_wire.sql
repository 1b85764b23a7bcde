-- +goose Up
-- Inbox, outbox and timetable: what makes nothing lost and nothing happen twice.

-- The row is the chat's lock. conversation_update is the update that last
-- moved the conversation; its inbox row carries the state itself.
CREATE TABLE chat (
    id                  bigint PRIMARY KEY,
    conversation_update bigint NOT NULL DEFAULT 0
) WITH (fillfactor = 70);

-- One row per update: whoever finds it there does nothing. Only what could not
-- be handled keeps its text.
CREATE TABLE inbox (
    update_id    bigint PRIMARY KEY,
    chat_id      bigint NOT NULL,
    received_at  timestamptz NOT NULL,
    conversation bytea,
    problem      text,
    raw          text
);
CREATE INDEX inbox_received ON inbox (received_at);
CREATE INDEX inbox_problem ON inbox (received_at) WHERE problem IS NOT NULL;

-- One lane per address: lock, lease, throttle and counter. next_at, pace_at
-- run on real time, hold_until on the council's clock. class and hold_until
-- are the least of what waits, or less.
CREATE TABLE lane (
    id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    channel    text NOT NULL,
    address    text NOT NULL,
    waiting    int NOT NULL DEFAULT 0,
    class      smallint NOT NULL DEFAULT 0,
    next_at    timestamptz NOT NULL DEFAULT '-infinity',
    hold_until timestamptz NOT NULL DEFAULT '-infinity',
    pace_at    timestamptz NOT NULL DEFAULT '-infinity',
    fence      bigint NOT NULL DEFAULT 0,
    failures   int NOT NULL DEFAULT 0,
    UNIQUE (channel, address)
) WITH (fillfactor = 70);
CREATE INDEX lane_due ON lane (next_at) WHERE waiting > 0;

CREATE TABLE outbox (
    id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    lane_id    bigint REFERENCES lane,
    person_id  bigint REFERENCES person,
    class      smallint NOT NULL CHECK (class BETWEEN 0 AND 2),
    about      text NOT NULL DEFAULT '',
    -- unique per occurrence and person; NULL for replies
    key        text UNIQUE,
    message    jsonb NOT NULL,
    hold_until timestamptz NOT NULL DEFAULT '-infinity',
    state      text NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'sent', 'failed', 'withdrawn')),
    created_at timestamptz NOT NULL,
    sent_at    timestamptz,
    message_id bigint,
    reason     text
);
CREATE INDEX outbox_head ON outbox (lane_id, class, id) WHERE state = 'waiting';
CREATE INDEX outbox_about ON outbox (about) WHERE about <> '';
CREATE INDEX outbox_created ON outbox (created_at);

-- One firing of the timetable; whoever inserts it carries it out.
CREATE TABLE occurrence (
    kind    text NOT NULL,
    subject text NOT NULL,
    at      timestamptz NOT NULL,
    ran_at  timestamptz NOT NULL,
    outcome text NOT NULL CHECK (outcome IN ('done', 'dropped')),
    notices int NOT NULL DEFAULT 0,
    PRIMARY KEY (kind, subject, at)
);

-- How far the timetable has been looked at.
CREATE TABLE look (
    one   boolean PRIMARY KEY DEFAULT true CHECK (one),
    until timestamptz NOT NULL
);

-- Messages of the organiser to many; who was told stands in the outbox.
CREATE TABLE broadcast (
    id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    created_at timestamptz NOT NULL,
    created_by bigint NOT NULL REFERENCES person,
    audience   text NOT NULL,
    text       text NOT NULL
);

-- +goose Down
DROP TABLE broadcast, look, occurrence, outbox, lane, inbox, chat;
