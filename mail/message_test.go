package mail_test

import (
	"context"
	"encoding/base64"
	"fmt"
	"io"
	"mime"
	"mime/multipart"
	"mime/quotedprintable"
	netmail "net/mail"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"sereda/council"
)

// parts reads a letter with the standard library, its parts as "type: text".
func parts(t *testing.T, kind string, body io.Reader) []string {
	t.Helper()
	media, params, err := mime.ParseMediaType(kind)
	if err != nil {
		t.Fatal(err)
	}
	if !strings.HasPrefix(media, "multipart/") {
		text, err := io.ReadAll(body)
		if err != nil {
			t.Fatal(err)
		}
		if method := params["method"]; method != "" {
			media += " " + method
		}
		return []string{media + ": " + strings.ReplaceAll(string(text), "\r\n", "\n")}
	}
	var found []string
	for reader := multipart.NewReader(body, params["boundary"]); ; {
		part, err := reader.NextRawPart()
		if err == io.EOF {
			return found
		}
		if err != nil {
			t.Fatal(err)
		}
		var content io.Reader = part
		switch part.Header.Get("Content-Transfer-Encoding") {
		case "base64":
			content = base64.NewDecoder(base64.StdEncoding, part)
		case "quoted-printable":
			content = quotedprintable.NewReader(part)
		}
		inner := parts(t, part.Header.Get("Content-Type"), content)
		if name := part.FileName(); name != "" {
			inner[0] = name + " " + inner[0]
		}
		found = append(found, inner...)
	}
}

func TestALetterAsItIsReceived(t *testing.T) {
	t.Parallel()
	office := openPostOffice(t)
	c, b := courier(t, office, letter(7, func(l *council.Letter) {
		l.Message = council.Message{HTML: "📨 <b>Запрошення</b>\n«Рада» &amp; Ко: <a href=\"https://meet.example.org/?a=1&amp;b=2\">приєднатися</a>",
			Document: &council.Document{Name: "План 2026-11-30.pdf", StoredID: 1},
			Mail: &council.Mail{Subject: "Запрошення\r\nBcc: victim@example.org", Calendar: 2,
				Documents: []council.Document{{Name: "Проєкт рішення.docx", FileID: "held"}, {Name: "Немає.pdf", FileID: "gone"}}}}
	}))
	b.files[1] = council.File{ID: 1, Name: "План 2026-11-30.pdf", Data: []byte("%PDF-")}
	b.files[2] = council.File{ID: 2, Name: "календар.ics", Data: []byte("BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n")}
	c.Fetch = func(_ context.Context, id string) ([]byte, error) {
		if id != "held" {
			return nil, fmt.Errorf("no file %s", id)
		}
		return []byte("PK"), nil
	}
	c.Round(t.Context())
	received := office.letters()
	if len(received) != 1 {
		t.Fatalf("%d letters: %v", len(received), b.endings())
	}
	m, err := netmail.ReadMessage(strings.NewReader(received[0]))
	if err != nil {
		t.Fatal(err)
	}
	words := new(mime.WordDecoder)
	head := map[string]string{}
	for _, name := range []string{"From", "To", "Bcc", "Subject", "Date", "Message-Id", "Auto-Submitted", "User-Agent", "X-Mailer"} {
		if head[name], err = words.DecodeHeader(m.Header.Get(name)); err != nil {
			t.Fatal(err)
		}
	}
	want := map[string]string{"From": `"Рада: «Середа»" <sereda@rada.example.org>`, "To": "<p7@rada.example.org>", "Bcc": "",
		"Subject": "Запрошення Bcc: victim@example.org", "Date": "Fri, 27 Nov 2026 08:30:00 +0000",
		"Message-Id": "<letter-7.a1b2@rada.example.org>", "Auto-Submitted": "auto-generated", "User-Agent": "", "X-Mailer": ""}
	head["From"] = strings.ReplaceAll(head["From"], `"`, "")
	want["From"] = strings.ReplaceAll(want["From"], `"`, "")
	if diff := cmp.Diff(want, head); diff != "" {
		t.Errorf("head (-want +got):\n%s", diff)
	}
	got := parts(t, m.Header.Get("Content-Type"), m.Body)
	if len(got) != 5 {
		t.Fatalf("parts: %q", got)
	}
	if !strings.Contains(got[1], "<b>Запрошення</b><br>\n«Рада» &amp; Ко: <a href=\"https://meet.example.org/?a=1&amp;b=2\">") {
		t.Errorf("HTML: %s", got[1])
	}
	got[1] = "text/html"
	if diff := cmp.Diff([]string{
		"text/plain: 📨 Запрошення\n«Рада» & Ко: приєднатися (https://meet.example.org/?a=1&b=2)\n\n--\nРада\n",
		"text/html",
		"text/calendar PUBLISH: BEGIN:VCALENDAR\nEND:VCALENDAR\n",
		"plan_2026-11-30.pdf application/pdf: %PDF-",
		"proiekt_rishennia.docx application/vnd.openxmlformats-officedocument.wordprocessingml.document: PK",
	}, got); diff != "" {
		t.Errorf("parts (-want +got):\n%s", diff)
	}
}

func TestASubjectOfItsOwn(t *testing.T) {
	t.Parallel()
	office := openPostOffice(t)
	long := strings.Repeat("дуже ", 40)
	c, _ := courier(t, office, letter(1), letter(2, func(l *council.Letter) { l.Message.HTML = "🎉\n\n• «Толока» &lt;b&gt;\nу суботу" }),
		letter(3, func(l *council.Letter) { l.Message.Mail = &council.Mail{Subject: long} }))
	c.Round(t.Context())
	var got []string
	for _, text := range office.letters() {
		m, err := netmail.ReadMessage(strings.NewReader(text))
		if err != nil {
			t.Fatal(err)
		}
		subject, err := new(mime.WordDecoder).DecodeHeader(m.Header.Get("Subject"))
		if err != nil {
			t.Fatal(err)
		}
		got = append(got, subject)
	}
	if diff := cmp.Diff([]string{"Лист 1", "«Толока» <b>", string([]rune(long)[:119]) + "…"}, got); diff != "" {
		t.Error(diff)
	}
}
