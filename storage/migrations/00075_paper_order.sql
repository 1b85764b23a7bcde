-- +goose Up
-- Papers that people asked for and that are still to be written; the row goes
-- when the paper does.

CREATE TABLE paper_order (
    id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    person_id  bigint NOT NULL REFERENCES person,
    chat_id    bigint NOT NULL,
    paper      jsonb NOT NULL,
    ordered_at timestamptz NOT NULL,
    -- how often it was begun: a later attempt is no longer an earlier one's
    attempts   int NOT NULL DEFAULT 0,
    -- real time
    next_at    timestamptz NOT NULL DEFAULT '-infinity'
);

-- +goose Down
DROP TABLE paper_order;
