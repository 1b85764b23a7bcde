package simulator_test

import (
	"testing"
	"time"

	"github.com/go-telegram/bot/models"
	"github.com/google/go-cmp/cmp"

	"sereda/simulator"
)

// menu sends a message with one button and returns it as the person sees it.
func menu(t *testing.T, tg *simulator.Server, u *simulator.User) simulator.Message {
	t.Helper()
	if a := post(t, tg, "sendMessage", button("Так", `"callback_data":"yes"`)); !a.OK {
		t.Fatal(a.Description)
	}
	return u.Receive(t)
}

func TestPressReachesTheBotAndItsAnswerThePerson(t *testing.T) {
	t.Parallel()
	tg, u, _ := started(t)
	p := u.Press(menu(t, tg, u), "yes")
	q := updates(t, tg, `{}`)[0].CallbackQuery
	if q.Data != "yes" || q.From.ID != 7 || q.Message.Message.Text != "x" || q.ChatInstance == "" {
		t.Errorf("query %+v", q)
	}
	if _, done := p.Answer(); done {
		t.Error("answered before it was")
	}
	post(t, tg, "answerCallbackQuery", `{"callback_query_id":"`+q.ID+`","text":"Зайнято","show_alert":true}`)
	post(t, tg, "answerCallbackQuery", `{"callback_query_id":"`+q.ID+`","text":"Пізно"}`) // only the first is shown
	if diff := cmp.Diff(simulator.Answer{Text: "Зайнято", Alert: true}, p.WaitAnswer(t)); diff != "" {
		t.Error(diff)
	}
}

func TestPressDiesAfter150Seconds(t *testing.T) {
	t.Parallel()
	tg, u, clock := started(t)
	p := u.Press(menu(t, tg, u), "Так")
	q := updates(t, tg, `{}`)[0].CallbackQuery
	clock.Add(150*time.Second + time.Millisecond)
	a := post(t, tg, "answerCallbackQuery", `{"callback_query_id":"`+q.ID+`"}`)
	if a.Description != "Bad Request: query is too old and response timeout expired or query ID is invalid" {
		t.Errorf("got %q", a.Description)
	}
	if a, done := p.Answer(); !done || !a.Expired {
		t.Errorf("the person sees %v", a)
	}
}

func TestPressOfAnOutdatedOrDeletedMessage(t *testing.T) {
	t.Parallel()
	tg, u, _ := started(t)
	old := menu(t, tg, u)
	post(t, tg, "editMessageText", `{"chat_id":7,"message_id":`+itoa(old.ID)+`,"text":"done"}`)
	u.Press(old, "Так")
	list := updates(t, tg, `{}`)
	if q := list[0].CallbackQuery; q.Data != "yes" || q.Message.Message.Text != "done" {
		t.Errorf("outdated: %+v", q)
	}
	post(t, tg, "deleteMessage", `{"chat_id":7,"message_id":`+itoa(old.ID)+`}`)
	u.PressData(old, "anything")
	list = updates(t, tg, `{"offset":`+itoa(int(list[0].ID)+1)+`}`)
	if q := list[0].CallbackQuery; q.Message.Type != models.MaybeInaccessibleMessageTypeInaccessibleMessage || q.Data != "anything" {
		t.Errorf("deleted: %+v", q)
	}
}
