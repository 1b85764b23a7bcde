-- +goose Up
-- Bodies and their meetings. Rules are the body's own; composition, seats and
-- bodies are dated, both dates inclusive.

CREATE TABLE body (
    id                    bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    name                  text NOT NULL,
    kind                  text NOT NULL CHECK (kind IN ('committee', 'conference', 'working')),
    venue                 text NOT NULL DEFAULT '',
    start_minute          smallint NOT NULL CHECK (start_minute BETWEEN 0 AND 1439),
    cadence               jsonb NOT NULL,
    quorum                jsonb NOT NULL,
    deputies_may          boolean NOT NULL DEFAULT false,
    deputies_count        boolean NOT NULL DEFAULT false,
    remote_counts         boolean NOT NULL DEFAULT true,
    show_reasons          boolean NOT NULL DEFAULT false,
    open_to_public        boolean NOT NULL DEFAULT true,
    recorded_by_organiser boolean NOT NULL DEFAULT false,
    answer_ahead          interval NOT NULL DEFAULT '24 hours',
    reminders             interval[] NOT NULL DEFAULT '{"24 hours", "1 hour"}',
    notice                jsonb NOT NULL DEFAULT '{}',
    minutes_days          int NOT NULL DEFAULT 0,
    publish               boolean NOT NULL DEFAULT false,
    signatories           text[] NOT NULL DEFAULT '{}',
    from_date             date NOT NULL,
    to_date               date
);
CREATE UNIQUE INDEX body_name ON body (lower(name)) WHERE to_date IS NULL;

CREATE TABLE composition (
    body_id   bigint NOT NULL REFERENCES body,
    from_date date NOT NULL,
    total     int NOT NULL CHECK (total >= 0),
    PRIMARY KEY (body_id, from_date)
);

CREATE TABLE seat (
    id        bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    body_id   bigint NOT NULL REFERENCES body,
    kind      text NOT NULL CHECK (kind IN ('chair', 'secretary', 'deputy_secretary', 'member', 'invited')),
    person_id bigint REFERENCES person,
    post_id   bigint REFERENCES post,
    votes     boolean NOT NULL,
    from_date date NOT NULL,
    to_date   date,
    CHECK ((person_id IS NULL) <> (post_id IS NULL))
);
CREATE INDEX seat_body ON seat (body_id);
CREATE INDEX seat_person ON seat (person_id);
CREATE INDEX seat_post ON seat (post_id);

CREATE TABLE meeting (
    id             bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    body_id        bigint NOT NULL REFERENCES body,
    version        int NOT NULL DEFAULT 1,
    -- the last version whose invitations have gone out
    invited        int NOT NULL DEFAULT 0,
    state          text NOT NULL CHECK (state IN ('planned', 'open', 'closed', 'cancelled')),
    day            date NOT NULL,
    start_minute   smallint NOT NULL CHECK (start_minute BETWEEN 0 AND 1439),
    venue          text NOT NULL DEFAULT '',
    mode           text NOT NULL CHECK (mode IN ('in_person', 'remote', 'mixed')),
    link           text NOT NULL DEFAULT '',
    open_to_public boolean NOT NULL,
    regular        boolean NOT NULL,
    -- the day the cadence gave it: a moved meeting does not appear again
    regular_on     date,
    ground         text NOT NULL DEFAULT '',
    entered_by     bigint REFERENCES person,
    number         int,
    chaired_by     bigint REFERENCES person,
    opened_at      timestamptz,
    closed_at      timestamptz,
    entered_after  boolean NOT NULL DEFAULT false,
    UNIQUE (body_id, regular_on)
);
CREATE INDEX meeting_day ON meeting (day);
CREATE INDEX meeting_body ON meeting (body_id, day);

CREATE TABLE agenda_item (
    id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    meeting_id bigint NOT NULL REFERENCES meeting,
    position   int NOT NULL,
    title      text NOT NULL,
    speaker    text NOT NULL DEFAULT ''
);
CREATE INDEX agenda_item_meeting ON agenda_item (meeting_id, position);

CREATE TABLE material (
    id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    meeting_id bigint NOT NULL REFERENCES meeting,
    item_id    bigint REFERENCES agenda_item,
    name       text NOT NULL,
    link       text NOT NULL DEFAULT '',
    file_id    text NOT NULL DEFAULT '',
    added_by   bigint REFERENCES person,
    added_at   timestamptz NOT NULL
);
CREATE INDEX material_meeting ON material (meeting_id);

CREATE TABLE response (
    meeting_id    bigint NOT NULL REFERENCES meeting,
    version       int NOT NULL,
    person_id     bigint NOT NULL REFERENCES person,
    answer        text NOT NULL CHECK (answer IN ('will', 'remotely', 'absent', 'deputy')),
    reason        text NOT NULL DEFAULT '',
    words         text NOT NULL DEFAULT '',
    deputy_id     bigint REFERENCES person,
    deputy_name   text NOT NULL DEFAULT '',
    deputy_agreed boolean NOT NULL DEFAULT false,
    at            timestamptz NOT NULL,
    late          boolean NOT NULL,
    entered_by    bigint REFERENCES person,
    PRIMARY KEY (meeting_id, version, person_id)
);

-- The last accepted press of each person, and every press ever made.
CREATE TABLE attendance (
    meeting_id     bigint NOT NULL REFERENCES meeting,
    person_id      bigint NOT NULL REFERENCES person,
    presence       text NOT NULL CHECK (presence IN ('', 'present', 'remote', 'deputy', 'absent', 'excused')),
    reason         text NOT NULL DEFAULT '',
    words          text NOT NULL DEFAULT '',
    deputy_name    text NOT NULL DEFAULT '',
    arrived_minute smallint,
    left_minute    smallint,
    claimed        boolean NOT NULL DEFAULT false,
    at             timestamptz NOT NULL,
    by_id          bigint NOT NULL REFERENCES person,
    PRIMARY KEY (meeting_id, person_id)
);

CREATE TABLE attendance_press (
    id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    meeting_id bigint NOT NULL,
    person_id  bigint NOT NULL,
    line       jsonb NOT NULL,
    at         timestamptz NOT NULL,
    by_id      bigint NOT NULL
);
CREATE INDEX attendance_press_meeting ON attendance_press (meeting_id, id);

CREATE TABLE guest (
    id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    meeting_id bigint NOT NULL REFERENCES meeting,
    person_id  bigint REFERENCES person,
    name       text NOT NULL DEFAULT '',
    advisory   boolean NOT NULL DEFAULT false
);
CREATE INDEX guest_meeting ON guest (meeting_id);
CREATE UNIQUE INDEX guest_person ON guest (meeting_id, person_id);

-- Messages that are kept up to date: who looks at which board.
CREATE TABLE board (
    meeting_id bigint NOT NULL REFERENCES meeting,
    chat_id    bigint NOT NULL,
    message_id bigint NOT NULL,
    PRIMARY KEY (meeting_id, chat_id)
);

CREATE TABLE assignment (
    id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    meeting_id bigint NOT NULL REFERENCES meeting,
    text       text NOT NULL,
    doer_id    bigint NOT NULL REFERENCES person,
    due        date NOT NULL,
    state      text NOT NULL CHECK (state IN ('given', 'accepted', 'reported', 'done')),
    report     text NOT NULL DEFAULT '',
    file_id    text NOT NULL DEFAULT '',
    given_by   bigint NOT NULL REFERENCES person,
    given_at   timestamptz NOT NULL
);
CREATE INDEX assignment_doer ON assignment (doer_id);
CREATE INDEX assignment_due ON assignment (due) WHERE state IN ('given', 'accepted');

-- How far the timetable of meetings has been looked at.
CREATE TABLE meeting_look (
    one   boolean PRIMARY KEY DEFAULT true CHECK (one),
    until timestamptz NOT NULL
);

-- +goose Down
DROP TABLE meeting_look, assignment, board, guest, attendance_press, attendance, response, material, agenda_item, meeting, seat, composition, body;
