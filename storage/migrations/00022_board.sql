-- +goose Up
-- Screens kept up to date: what waits for one of them is replaced by what is
-- newer, and a board knows what it shows: the press that would show it again,
-- empty while its message serves something else.

ALTER TABLE outbox ADD supersedes text;
CREATE INDEX outbox_supersedes ON outbox (lane_id, supersedes) WHERE state = 'waiting' AND supersedes IS NOT NULL;
ALTER TABLE board ADD view text NOT NULL DEFAULT '';

-- +goose Down
ALTER TABLE board DROP view;
ALTER TABLE outbox DROP supersedes;
