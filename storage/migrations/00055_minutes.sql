-- +goose Up
-- Where the published minutes of a meeting are to be read (5.33).
CREATE TABLE published_minutes (
    meeting_id bigint PRIMARY KEY REFERENCES meeting,
    link       text NOT NULL CHECK (link LIKE 'https://%'),
    person_id  bigint NOT NULL REFERENCES person,
    at         timestamptz NOT NULL
);

-- +goose Down
DROP TABLE published_minutes;
