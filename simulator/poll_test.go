package simulator_test

import (
	"encoding/json"
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"sereda/simulator"
)

func TestUpdatesComeUntilAcknowledged(t *testing.T) {
	t.Parallel()
	tg := simulator.Run(t, simulator.Options{})
	u := tg.User(7, simulator.UserSpec{})
	for i := range 5 {
		u.Send(fmt.Sprint(i))
	}
	for _, tc := range []struct {
		params string
		want   []int64
	}{
		{`{}`, []int64{1, 2, 3, 4, 5}},
		{`{"limit":2}`, []int64{1, 2}},
		{`{"offset":3}`, []int64{3, 4, 5}},
		{`{"offset":1}`, []int64{3, 4, 5}}, // what is acknowledged is gone
		{`{"offset":-2}`, []int64{4, 5}},
		{`{"offset":6}`, nil},
	} {
		if diff := cmp.Diff(tc.want, ids(updates(t, tg, tc.params))); diff != "" {
			t.Errorf("%s: %s", tc.params, diff)
		}
	}
	tg.Settle(t)
}

func TestLogOfAnUpdatesLife(t *testing.T) {
	t.Parallel()
	tg := simulator.Run(t, simulator.Options{})
	tg.User(7, simulator.UserSpec{}).Send("x")
	updates(t, tg, `{}`)
	updates(t, tg, `{"offset":2}`)
	var got []simulator.Kind
	for i, e := range tg.Events(0) {
		if e.Seq != int64(i+1) {
			t.Errorf("event %d has seq %d", i+1, e.Seq)
		}
		got = append(got, e.Kind)
	}
	want := []simulator.Kind{simulator.Acted, simulator.Queued, simulator.Called, simulator.Delivered, simulator.Answered,
		simulator.Called, simulator.Acknowledged, simulator.Answered}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// inBackground polls and gives the answer through a channel once the poll waits.
func inBackground(t *testing.T, tg *simulator.Server) <-chan answer {
	t.Helper()
	mark := tg.Mark()
	got := make(chan answer, 1)
	go func() { got <- post(t, tg, "getUpdates", `{"timeout":50}`) }()
	tg.WaitFor(t, mark, func(e simulator.Event) bool { return e.Kind == simulator.Called })
	return got
}

func TestLongPollReturnsWhenSomethingComes(t *testing.T) {
	t.Parallel()
	tg := simulator.Run(t, simulator.Options{})
	got := inBackground(t, tg)
	tg.User(7, simulator.UserSpec{}).Send("x")
	if a := <-got; !a.OK || len(a.Result) < 10 {
		t.Errorf("got %s %s", a.Result, a.Description)
	}
}

func TestOnlyOnePollAtATime(t *testing.T) {
	t.Parallel()
	tg := simulator.Run(t, simulator.Options{})
	first := inBackground(t, tg)
	post(t, tg, "getUpdates", `{}`)
	want := "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"
	if a := <-first; a.Description != want {
		t.Errorf("got %q", a.Description)
	}
}

func TestAllowedUpdatesStayUntilGivenAgain(t *testing.T) {
	t.Parallel()
	tg := simulator.Run(t, simulator.Options{})
	u := tg.User(7, simulator.UserSpec{})
	updates(t, tg, `{"allowed_updates":["my_chat_member"]}`)
	m := u.Send("not wanted")
	updates(t, tg, `{}`)
	u.Edit(m.ID, "not wanted either")
	u.Block()
	list := updates(t, tg, `{"allowed_updates":[]}`)
	if len(list) != 1 || list[0].MyChatMember == nil {
		t.Errorf("got %v", list)
	}
	u.Send("wanted")
	if n := len(updates(t, tg, `{"offset":2}`)); n != 2 { // the unblocking and the text
		t.Errorf("%d updates after the default was restored", n)
	}
	if a := post(t, tg, "getUpdates", `{"allowed_updates":["letters"]}`); a.OK || len(tg.Forgive()) != 1 {
		t.Error("an unknown kind was accepted")
	}
}

func TestUpdatesDieOfAge(t *testing.T) {
	t.Parallel()
	tg, u, clock := started(t)
	post(t, tg, "sendMessage", button("Так", `"callback_data":"yes"`))
	m := u.Receive(t)
	u.Send("a message")
	p := u.Press(m, "Так")
	clock.Add(151 * time.Second)
	list := updates(t, tg, `{}`)
	if len(list) != 1 || list[0].Message == nil {
		t.Errorf("after 151 s: %v", list)
	}
	if a := p.WaitAnswer(t); !a.Expired {
		t.Errorf("the press got %v", a)
	}
	clock.Add(24 * time.Hour)
	if list := updates(t, tg, `{}`); len(list) != 0 {
		t.Errorf("after a day: %v", list)
	}
}

func TestRedelivery(t *testing.T) {
	t.Parallel()
	tg := simulator.Run(t, simulator.Options{})
	u := tg.User(7, simulator.UserSpec{})
	u.Send("a")
	updates(t, tg, `{}`)
	updates(t, tg, `{"offset":2}`)
	u.Send("b")
	if !tg.Redeliver(1) || tg.Redeliver(5) {
		t.Error("only what was taken can come again")
	}
	if diff := cmp.Diff([]int64{1, 2}, ids(updates(t, tg, `{"offset":2}`))); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]int64{2}, ids(updates(t, tg, `{"offset":2}`))); diff != "" {
		t.Error(diff)
	}
}

func TestInjectedUpdatesComeAsTheyAre(t *testing.T) {
	t.Parallel()
	tg := simulator.Run(t, simulator.Options{})
	tg.User(7, simulator.UserSpec{}).Send("a")
	id := tg.Inject(json.RawMessage(`{"update_id":1,"message":{"paid_media":{"paid_media":[{"type":"from the future"}]}}}`))
	a := post(t, tg, "getUpdates", `{"offset":2}`)
	want := `[{"update_id":2,"message":{"paid_media":{"paid_media":[{"type":"from the future"}]}}}]`
	if id != 2 || string(a.Result) != want {
		t.Errorf("update %d: %s", id, a.Result)
	}
}

func TestClosingEndsThePoll(t *testing.T) {
	t.Parallel()
	tg := simulator.New(simulator.Options{})
	if err := tg.Start(""); err != nil {
		t.Fatal(err)
	}
	ended := make(chan struct{})
	mark := tg.Mark()
	go func() {
		defer close(ended)
		resp, err := httpPost(t, tg, "getUpdates", `{"timeout":50}`)
		if err == nil {
			resp.Body.Close()
		}
	}()
	tg.WaitFor(t, mark, func(e simulator.Event) bool { return e.Kind == simulator.Called })
	tg.Close()
	<-ended
}
