-- +goose Up
-- Around the days of an agreed plan: the materials of its events, what became
-- of them, and how far the day's timetable has been looked at.

CREATE TABLE day_look (
    one   boolean PRIMARY KEY DEFAULT true CHECK (one),
    until timestamptz NOT NULL
);

-- What units sent for an event: words, or a file that Telegram keeps.
CREATE TABLE event_material (
    id        bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    entry_id  bigint NOT NULL REFERENCES plan_entry,
    kind      text NOT NULL CHECK (kind IN ('announcement', 'brief', 'news')),
    words     text NOT NULL DEFAULT '',
    name      text NOT NULL DEFAULT '',
    file_id   text NOT NULL DEFAULT '',
    -- Telegram keeps pictures apart from other files
    picture   boolean NOT NULL DEFAULT false,
    person_id bigint NOT NULL REFERENCES person,
    at        timestamptz NOT NULL
);
CREATE INDEX event_material_entry ON event_material (entry_id);

-- What was answered instead: the day by which it comes; NULL is never.
CREATE TABLE event_promise (
    entry_id  bigint NOT NULL REFERENCES plan_entry,
    kind      text NOT NULL CHECK (kind IN ('announcement', 'brief')),
    day       date,
    person_id bigint NOT NULL REFERENCES person,
    at        timestamptz NOT NULL,
    PRIMARY KEY (entry_id, kind)
);

CREATE TABLE event_outcome (
    entry_id  bigint PRIMARY KEY REFERENCES plan_entry,
    outcome   text NOT NULL CHECK (outcome IN ('held', 'not_held', 'moved')),
    person_id bigint NOT NULL REFERENCES person,
    at        timestamptz NOT NULL
);

-- +goose Down
DROP TABLE event_outcome, event_promise, event_material, day_look;
