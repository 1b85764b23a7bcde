package simulator_test

import (
	"bytes"
	"encoding/json"
	"image"
	"image/png"
	"strconv"
	"testing"

	"github.com/go-telegram/bot/models"
	"github.com/google/go-cmp/cmp"

	"sereda/simulator"
)

func itoa(n int) string { return strconv.Itoa(n) }

func picture(t *testing.T, w, h int) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, image.NewGray(image.Rect(0, 0, w, h))); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// TestEveryActDecodes also relies on Run: each update is held against the specification.
func TestEveryActDecodes(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		act  func(u *simulator.User)
		want func(u models.Update) any
		is   any
	}{
		"deep link": {func(u *simulator.User) { u.Start("invite-1") },
			func(u models.Update) any {
				return []any{u.Message.Text, u.Message.Entities[0].Length, u.Message.Chat.Type}
			},
			[]any{"/start invite-1", 6, models.ChatTypePrivate}},
		"person": {func(u *simulator.User) { u.Send("x") },
			func(u models.Update) any { return *u.Message.From },
			models.User{ID: 7, FirstName: "Олена", LastName: "Коваль", Username: "olena_k", LanguageCode: "uk"}},
		"edit": {func(u *simulator.User) { u.Edit(1, "інакше") },
			func(u models.Update) any {
				return []any{u.EditedMessage.ID, u.EditedMessage.Text, u.EditedMessage.EditDate > 0}
			},
			[]any{1, "інакше", true}},
		"reply": {func(u *simulator.User) { m, _ := u.Message(1); u.Reply(m, "так") },
			func(u models.Update) any { return u.Message.ReplyToMessage.Text }, "/start"},
		"own contact": {func(u *simulator.User) { u.ShareContact("") },
			func(u models.Update) any {
				return []any{u.Message.Contact.PhoneNumber, u.Message.Contact.UserID == u.Message.From.ID}
			},
			[]any{"380501112233", true}},
		"somebody's contact": {func(u *simulator.User) {
			u.SendContact(simulator.Contact{Phone: "1", FirstName: "Іван", UserID: 8})
		},
			func(u models.Update) any { return u.Message.Contact.UserID }, int64(8)},
		"forwarded contact": {func(u *simulator.User) {
			u.Forward(nil, simulator.Message{Contact: &simulator.Contact{Phone: "1", FirstName: "Олена", UserID: 7}})
		}, func(u models.Update) any { return []any{u.Message.Contact.UserID, u.Message.ForwardOrigin.Type} },
			[]any{int64(7), models.MessageOriginTypeHiddenUser}},
		"forwarded text": {func(u *simulator.User) { u.Forward(u, simulator.Message{Text: "наказ"}) },
			func(u models.Update) any {
				return []any{u.Message.Text, u.Message.ForwardOrigin.MessageOriginUser.SenderUser.ID}
			},
			[]any{"наказ", int64(7)}},
		"document": {func(u *simulator.User) { u.SendDocumentWith("план.xlsx", []byte("xlsx"), "ось") },
			func(u models.Update) any {
				d := u.Message.Document
				return []any{d.FileName, d.MimeType, d.FileSize, u.Message.Caption}
			}, []any{"план.xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", int64(4), "ось"}},
		"photo": {func(u *simulator.User) { u.SendPhoto(picture(t, 30, 20), "") },
			func(u models.Update) any { return u.Message.Photo[0].Width }, 30},
		"voice": {func(u *simulator.User) { u.SendVoice([]byte("ogg"), 4) },
			func(u models.Update) any { return u.Message.Voice.Duration }, 4},
		"sticker": {func(u *simulator.User) { u.SendSticker("👍") },
			func(u models.Update) any { return u.Message.Sticker.Emoji }, "👍"},
		"location": {func(u *simulator.User) { u.SendLocation(simulator.Location{Latitude: 50.45}) },
			func(u models.Update) any { return u.Message.Location.Latitude }, 50.45},
		"block": {func(u *simulator.User) { u.Block() },
			func(u models.Update) any { return u.MyChatMember.NewChatMember.Type }, models.ChatMemberTypeBanned},
		"press": {func(u *simulator.User) { m, _ := u.Message(1); u.PressData(m, "d") },
			func(u models.Update) any { return []any{u.CallbackQuery.Data, u.CallbackQuery.Message.Message.ID} },
			[]any{"d", 1}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			tg, u, _ := started(t)
			tc.act(u)
			list := updates(t, tg, `{}`)
			if len(list) != 1 {
				t.Fatalf("%d updates", len(list))
			}
			if diff := cmp.Diff(tc.is, tc.want(list[0])); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestBlockedBotCannotWrite(t *testing.T) {
	t.Parallel()
	tg, u, _ := started(t)
	u.Block()
	if a := post(t, tg, "sendMessage", hello); a.Description != "Forbidden: bot was blocked by the user" {
		t.Errorf("blocked: %q", a.Description)
	}
	u.Send("знову тут") // writing lifts the block
	list := updates(t, tg, `{}`)
	if len(list) != 3 || list[1].MyChatMember.NewChatMember.Type != models.ChatMemberTypeMember {
		t.Errorf("updates %v", list)
	}
	if a := post(t, tg, "sendMessage", hello); !a.OK {
		t.Error(a.Description)
	}
}

func TestWhatAPersonSees(t *testing.T) {
	t.Parallel()
	tg, u, clock := started(t)
	post(t, tg, "sendChatAction", `{"chat_id":7,"action":"typing"}`)
	if u.Action() != "typing" {
		t.Error("no action")
	}
	clock.Add(actionLife)
	if u.Action() != "" {
		t.Error("the action does not end")
	}
	post(t, tg, "sendMessage", `{"chat_id":7,"text":"тихо","disable_notification":true}`)
	m := u.Receive(t)
	post(t, tg, "editMessageText", `{"chat_id":7,"message_id":`+itoa(m.ID)+`,"text":"тихіше"}`)
	post(t, tg, "setMessageReaction", `{"chat_id":7,"message_id":1,"reaction":[{"type":"emoji","emoji":"👍"}]}`)
	post(t, tg, "pinChatMessage", `{"chat_id":7,"message_id":`+itoa(m.ID)+`,"disable_notification":true}`)
	if e := u.Receive(t); e.Text != "тихіше" || e.EditDate == 0 || m.Text != "тихо" {
		t.Errorf("edit %q of %q", e.Text, m.Text)
	}
	messages := u.Messages()
	got := []any{len(messages), messages[0].Reaction, messages[1].Text, messages[2].Pinned.Text, len(u.Pinned()), u.Unread()}
	if diff := cmp.Diff([]any{3, "👍", "тихіше", "тихіше", 1, 2}, got); diff != "" {
		t.Error(diff)
	}
	for _, n := range u.Notifications() {
		if !n.Silent {
			t.Errorf("%q made a sound", n.Message.Text)
		}
	}
	post(t, tg, "deleteMessage", `{"chat_id":7,"message_id":`+itoa(m.ID)+`}`)
	if _, there := u.Message(m.ID); there || len(u.Pinned()) != 0 {
		t.Error("the deleted message is still there")
	}
}

func TestReplyKeyboard(t *testing.T) {
	t.Parallel()
	tg, u, _ := started(t)
	post(t, tg, "sendMessage", `{"chat_id":7,"text":"x","reply_markup":{"keyboard":[[{"text":"План"},{"text":"Мій номер","request_contact":true}]],"resize_keyboard":true}}`)
	m := u.Receive(t)
	if u.Tap("План").Text != "План" || u.Tap("Мій номер").Contact.UserID != 7 {
		t.Error("keys do not work")
	}
	if a := post(t, tg, "editMessageText", `{"chat_id":7,"message_id":`+itoa(m.ID)+`,"text":"y"}`); a.Description != "Bad Request: message can't be edited" {
		t.Errorf("edit: %q", a.Description)
	}
	post(t, tg, "sendMessage", `{"chat_id":7,"text":"x","reply_markup":{"remove_keyboard":true}}`)
	if u.ReplyBoard() != nil {
		t.Error("the keyboard is still there")
	}
}

func TestOldMessagesCannotBeDeleted(t *testing.T) {
	t.Parallel()
	tg, _, clock := started(t)
	clock.Add(49 * 3600e9)
	if a := post(t, tg, "deleteMessage", `{"chat_id":7,"message_id":1}`); a.Description != "Bad Request: message can't be deleted" {
		t.Errorf("got %q", a.Description)
	}
	if a := post(t, tg, "deleteMessages", `{"chat_id":7,"message_ids":[1,2]}`); !a.OK {
		t.Error(a.Description)
	}
}

func TestFilesBothWays(t *testing.T) {
	t.Parallel()
	tg, u, _ := started(t)
	kind, body := form(t, "chat_id", "7", "caption", "<b>План</b>", "parse_mode", "HTML", "document", []byte("docx"))
	if a := send(t, tg, "sendDocument", kind, body); !a.OK {
		t.Fatal(a.Description)
	}
	m := u.Receive(t)
	data, _ := tg.FileData(m.Document.ID)
	if m.Document.Name != "план.docx" || string(data) != "docx" || m.Caption != "План" || len(m.CaptionEntities) != 1 {
		t.Errorf("%+v %q", m.Document, data)
	}
	if a := post(t, tg, "sendDocument", `{"chat_id":7,"document":"`+m.Document.ID+`"}`); !a.OK {
		t.Error(a.Description)
	}
	if a := post(t, tg, "editMessageCaption", `{"chat_id":7,"message_id":`+itoa(m.ID)+`,"caption":"x"}`); !a.OK {
		t.Error(a.Description)
	}
	kind, body = form(t, "chat_id", "7", "photo", "attach://pic", "pic", picture(t, 40, 40))
	if a := send(t, tg, "sendPhoto", kind, body); !a.OK {
		t.Error(a.Description)
	}

	sent := u.SendDocument("план.xlsx", []byte("xlsx"))
	var file models.File
	_ = json.Unmarshal(post(t, tg, "getFile", `{"file_id":"`+sent.Document.ID+`"}`).Result, &file)
	resp, err := httpGet(t, tg.URL()+"/file/bot"+tg.Token()+"/"+file.FilePath)
	if err != nil || resp != "xlsx" {
		t.Errorf("%q %v", resp, err)
	}
	big := u.SendDocument("big.bin", make([]byte, 20<<20+1))
	if a := post(t, tg, "getFile", `{"file_id":"`+big.Document.ID+`"}`); a.Description != "Bad Request: file is too big" {
		t.Errorf("got %q", a.Description)
	}
}

func TestForwardAndCopy(t *testing.T) {
	t.Parallel()
	tg, u, _ := started(t)
	post(t, tg, "forwardMessage", `{"chat_id":7,"from_chat_id":7,"message_id":1}`)
	if m := u.Receive(t); m.ForwardOrigin.Sender.ID != 7 || m.Text != "/start" {
		t.Errorf("forwarded %+v", m)
	}
	a := post(t, tg, "copyMessage", `{"chat_id":7,"from_chat_id":7,"message_id":1}`)
	if m := u.Receive(t); string(a.Result) != `{"message_id":3}` || m.ForwardOrigin != nil || m.Text != "/start" {
		t.Errorf("copied %+v: %s", m, a.Result)
	}
}

func TestProfile(t *testing.T) {
	t.Parallel()
	tg, u, _ := started(t)
	for _, call := range [][2]string{
		{"setMyCommands", `{"commands":[{"command":"help","description":"Help"}]}`},
		{"setMyCommands", `{"commands":[{"command":"plan","description":"План"}],"scope":{"type":"chat","chat_id":7},"language_code":"uk"}`},
		{"setMyName", `{"name":"Середа"}`},
		{"setMyDescription", `{"description":"Планувальник","language_code":"uk"}`},
		{"setMyShortDescription", `{"short_description":"Коротко"}`},
		{"setChatMenuButton", `{"menu_button":{"type":"commands"}}`},
	} {
		if a := post(t, tg, call[0], call[1]); !a.OK {
			t.Errorf("%s: %s", call[0], a.Description)
		}
	}
	for _, call := range [][3]string{
		{"getMyCommands", `{}`, `[{"command":"help","description":"Help"}]`},
		{"getMyCommands", `{"language_code":"de"}`, `[]`},
		{"getMyName", `{"language_code":"uk"}`, `{"name":"Середа"}`},
		{"getMyDescription", `{}`, `{"description":""}`},
		{"getMyDescription", `{"language_code":"uk"}`, `{"description":"Планувальник"}`},
		{"getMyShortDescription", `{"language_code":"uk"}`, `{"short_description":"Коротко"}`},
		{"getChatMenuButton", `{"chat_id":7}`, `{"type":"commands"}`},
		{"logOut", `{}`, `true`},
	} {
		if a := post(t, tg, call[0], call[1]); string(a.Result) != call[2] {
			t.Errorf("%s %s: %s%s", call[0], call[1], a.Result, a.Description)
		}
	}
	if diff := cmp.Diff([]simulator.Command{{Name: "plan", Description: "План"}}, u.Commands()); diff != "" {
		t.Error(diff)
	}
	post(t, tg, "deleteMyCommands", `{"scope":{"type":"chat","chat_id":7},"language_code":"uk"}`)
	if c := u.Commands(); len(c) != 1 || c[0].Name != "help" {
		t.Errorf("commands %v", c)
	}
	var me models.User
	_ = json.Unmarshal(post(t, tg, "getMe", `{}`).Result, &me)
	if me.ID != 1000 || !me.IsBot || me.FirstName != "Середа" {
		t.Errorf("me %+v", me)
	}
	for _, call := range [][2]string{{"getChat", `{"chat_id":7}`}, {"getChatMember", `{"chat_id":7,"user_id":7}`}} {
		if a := post(t, tg, call[0], call[1]); !a.OK {
			t.Errorf("%s: %s", call[0], a.Description)
		}
	}
}
