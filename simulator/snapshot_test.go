package simulator_test

import (
	"bytes"
	"testing"

	"github.com/google/go-cmp/cmp"

	"sereda/simulator"
)

func TestStateSurvivesARestart(t *testing.T) {
	t.Parallel()
	tg, u, clock := started(t)
	g := tg.Group(-100, simulator.GroupSpec{Title: "Апарат"}, u)
	g.AddBot(u)
	post(t, tg, "setMyCommands", `{"commands":[{"command":"help","description":"Help"}]}`)
	m := menu(t, tg, u)
	post(t, tg, "pinChatMessage", `{"chat_id":7,"message_id":`+itoa(m.ID)+`}`)
	post(t, tg, "sendMessage", `{"chat_id":7,"text":"y","disable_notification":true,"reply_markup":{"keyboard":[[{"text":"План"}]]}}`)
	u.SendDocument("план.xlsx", []byte("xlsx"))
	u.Press(m, "Так")
	var saved bytes.Buffer
	if err := tg.Save(&saved); err != nil {
		t.Fatal(err)
	}

	again := simulator.Run(t, simulator.Options{Now: clock.Now})
	if err := again.Load(&saved); err != nil {
		t.Fatal(err)
	}
	v := again.User(7, simulator.UserSpec{})
	if diff := cmp.Diff([]any{u.Account(), u.Messages(), u.Pinned(), u.ReplyBoard(), u.Commands(), u.Unread(), g.Messages()},
		[]any{v.Account(), v.Messages(), v.Pinned(), v.ReplyBoard(), v.Commands(), v.Unread(), again.Groups()[0].Messages()}); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff(ids(updates(t, tg, `{}`)), ids(updates(t, again, `{}`))); diff != "" {
		t.Error(diff)
	}
	if a := post(t, again, "answerCallbackQuery", `{"callback_query_id":"1"}`); !a.OK {
		t.Error(a.Description)
	}
	if v.Send("далі").ID != u.Send("далі").ID {
		t.Error("message ids start anew")
	}
	if data, _ := again.FileData(v.Messages()[4].Document.ID); string(data) != "xlsx" {
		t.Errorf("file %q", data)
	}
}
