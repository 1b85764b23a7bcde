package handlers

import (
	"context"
	"fmt"
	"time"

	"sereda/council"
)

// PutAside tells of an update that could not be handled: its sender, unless it
// came from a group, and the administrators, who find its text under the
// number.
func (a *App) PutAside(ctx context.Context, store Store, number, chatID, from int64, now time.Time) (council.Outcome, error) {
	data := map[string]any{"Number": number}
	var o council.Outcome
	if chatID > 0 && chatID == from {
		o.Notices = append(o.Notices, council.Notice{ChatID: chatID, Class: council.Reply,
			Message: council.Message{HTML: a.Texts.Text("error.internal", data)}})
	}
	people, err := store.PeopleWith(ctx, council.Administrator, council.DateOf(now.In(a.Zone)))
	if err != nil {
		return o, err
	}
	for _, id := range people {
		o.Notices = append(o.Notices, council.Notice{PersonID: id, Class: council.Bulk, About: "aside",
			Key:     fmt.Sprintf("aside:%d:%d", number, id),
			Message: council.Message{HTML: a.Texts.Text("administrator.put_aside", data)}})
	}
	return o, nil
}
