-- +goose Up
-- What was read from people's texts: their doubts, the council's own words.

-- questions about the entry that its author has not settled yet
ALTER TABLE entry ADD COLUMN doubts jsonb NOT NULL DEFAULT '[]';

-- What a message made, to change it when the message is edited.
CREATE INDEX entry_message ON entry ((source->>'chat_id'), (source->>'message_id'))
    WHERE source->>'message_id' IS NOT NULL;

-- What else happens on a day: what begins then, and what began before.
CREATE INDEX entry_day ON entry (from_date) WHERE NOT removed;
CREATE INDEX entry_longer ON entry (to_date)
    WHERE NOT removed AND (to_date > from_date OR end_minute <= start_minute);

CREATE TABLE word (
    id        bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    kind      text NOT NULL CHECK (kind IN ('venue', 'unit', 'person', 'leader')),
    written   text NOT NULL,
    -- as it is looked up
    folded    text NOT NULL,
    meaning   text NOT NULL,
    post_id   bigint REFERENCES post,
    means_unit_id bigint REFERENCES unit,
    person_id bigint REFERENCES person,
    -- for whose plans it holds; NULL for all
    unit_id   bigint REFERENCES unit,
    UNIQUE NULLS NOT DISTINCT (kind, folded, unit_id)
);

-- +goose Down
DROP TABLE word;
DROP INDEX entry_longer, entry_day, entry_message;
ALTER TABLE entry DROP COLUMN doubts;
