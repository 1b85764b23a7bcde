package page_test

import (
	"bytes"
	"image"
	"image/png"
	"mime/multipart"
	"net/http"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"sereda/simulator/page"
)

func TestWhatMakesNoSenseIsRefused(t *testing.T) {
	t.Parallel()
	d := open(t)
	long := strings.Repeat("а", 40_961)
	for _, c := range []struct {
		name, path, body string
		status           int
		says             string
	}{
		{"not JSON", "/api/chats/7/messages", `x`, 400, "не вдалося прочитати"},
		{"an unknown field", "/api/chats/7/messages", `{"text":"a","when":1}`, 400, "when"},
		{"two bodies", "/api/chats/7/messages", `{"text":"a"}{}`, 400, "зайве"},
		{"nobody", "/api/chats/8/messages", `{"text":"a"}`, 404, "немає"},
		{"no number", "/api/chats/x/messages", `{"text":"a"}`, 404, "немає"},
		{"an empty text", "/api/chats/7/messages", `{"text":"  \n "}`, 400, "Порожнє"},
		{"a text too long", "/api/chats/7/messages", `{"text":"` + long + `"}`, 400, "задовгий"},
		{"a body too long", "/api/chats/7/messages", `{"text":"` + strings.Repeat(long, 4) + `"}`, 413, "завеликий"},
		{"a change of nothing", "/api/chats/7/messages", `{"text":"a","edit":99}`, 400, "власний"},
		{"a button without data", "/api/chats/7/press", `{"message":1}`, 400, "64"},
		{"a button with too much data", "/api/chats/7/press", `{"message":1,"data":"` + strings.Repeat("d", 65) + `"}`, 400, "64"},
		{"a button under nothing", "/api/chats/7/press", `{"data":"d"}`, 400, "повідомленням"},
		{"blocked by a newcomer", "/api/chats/7/block", `{"blocked":true}`, 400, "не відкривав"},
		{"blocked or not", "/api/chats/7/block", `{}`, 400, "blocked"},
		{"no time", "/api/clock", `{}`, 400, "день"},
		{"an unreadable time", "/api/clock", `{"at":"завтра"}`, 400, "день"},
		{"an unreadable span", "/api/clock", `{"add":"годину"}`, 400, "тривалість"},
		{"a year too far", "/api/clock", `{"at":"2150-01-01T00:00"}`, 400, "2099"},
		{"slower than slow", "/api/weather", `{"slow":60001}`, 400, "60000"},
		{"too many refusals", "/api/weather", `{"limit":1001}`, 400, "1000"},
		{"a bot that neither runs nor not", "/api/bot", `{}`, 400, "running"},
		{"an unknown story", "/api/story", `{"name":"friday"}`, 404, "friday"},
	} {
		t.Run(c.name, func(t *testing.T) {
			status, answer := d.post(t, c.path, c.body)
			var said struct{ Error string }
			into(t, answer, &said)
			if status != c.status || !strings.Contains(said.Error, c.says) {
				t.Errorf("%d %s", status, said.Error)
			}
		})
	}
	if len(d.olena.Messages()) > 0 {
		t.Error("something came through")
	}
}

func TestOnlyThePageItselfMayAct(t *testing.T) {
	t.Parallel()
	d := open(t)
	const body = `{"text":"a"}`
	for _, c := range []struct {
		name   string
		host   string
		header http.Header
		status int
	}{
		{"the page", "", http.Header{"Sec-Fetch-Site": {"same-origin"}}, 200},
		{"a program", "", nil, 200},
		{"another site", "", http.Header{"Origin": {"https://example.org"}, "Sec-Fetch-Site": {"cross-site"}}, 403},
		{"another site in an old browser", "", http.Header{"Origin": {"https://example.org"}}, 403},
		{"another port's page", "", http.Header{"Origin": {"http://127.0.0.1:1"}}, 403},
		{"a name that was pointed here", "evil.example.org", nil, 403},
		{"a form", "", http.Header{"Content-Type": {"text/plain"}}, 415},
	} {
		t.Run(c.name, func(t *testing.T) {
			request, err := http.NewRequestWithContext(t.Context(), http.MethodPost, d.web.URL+"/api/chats/7/messages", strings.NewReader(body))
			if err != nil {
				t.Fatal(err)
			}
			request.Header.Set("Content-Type", "application/json")
			for name, values := range c.header {
				request.Header[name] = values
			}
			if c.host != "" {
				request.Host = c.host
			}
			if status, answer := do(t, request); status != c.status {
				t.Errorf("%d %s", status, answer)
			}
		})
	}
}

func TestItListensOnThisMachineOnly(t *testing.T) {
	t.Parallel()
	for _, address := range []string{":8081", "0.0.0.0:0", "192.0.2.1:8081", "example.org:80", "nonsense"} {
		if listener, _, err := page.Listen(address); err == nil {
			t.Errorf("%s: listens on %s", address, listener.Addr())
			listener.Close()
		}
	}
	first, asked, err := page.Listen("127.0.0.1:0")
	if err != nil || !asked {
		t.Fatal(asked, err)
	}
	defer first.Close()
	second, asked, err := page.Listen(first.Addr().String())
	if err != nil || asked {
		t.Fatalf("a port that is taken: %v, %v", asked, err)
	}
	second.Close()
}

func TestFilesGoBothWays(t *testing.T) {
	t.Parallel()
	d := open(t)
	if status, answer := d.upload(t, "план.txt", []byte("Нарада"), "document"); status != 200 {
		t.Fatalf("%d %s", status, answer)
	}
	var picture bytes.Buffer
	if err := png.Encode(&picture, image.NewGray(image.Rect(0, 0, 40, 30))); err != nil {
		t.Fatal(err)
	}
	if status, answer := d.upload(t, "фото.png", picture.Bytes(), "photo"); status != 200 {
		t.Fatalf("%d %s", status, answer)
	}
	messages := d.olena.Messages()
	document, photo := messages[0].Document, messages[1].Photo[0]
	if document.Name != "план.txt" || messages[0].Caption != "підпис" || photo.Width != 40 {
		t.Errorf("%+v", messages)
	}
	header, body := d.download(t, "/api/files/"+document.ID+"?name=%D0%BF%D0%BB%D0%B0%D0%BD.txt")
	want := []string{"application/octet-stream", "attachment; filename*=utf-8''%D0%BF%D0%BB%D0%B0%D0%BD.txt", "nosniff", "Нарада"}
	got := []string{header.Get("Content-Type"), header.Get("Content-Disposition"), header.Get("X-Content-Type-Options"), body}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if header, _ := d.download(t, "/api/files/"+photo.ID); header.Get("Content-Type") != "image/png" {
		t.Errorf("the photo comes as %s", header.Get("Content-Type"))
	}
	if header, _ := d.download(t, "/api/files/"+document.ID); header.Get("Content-Disposition") == "" {
		t.Error("a text is shown rather than downloaded")
	}
}

func TestFilesAreRefused(t *testing.T) {
	t.Parallel()
	d := open(t)
	for _, c := range []struct {
		name   string
		data   []byte
		as     string
		status int
	}{
		{"empty", nil, "document", 400},
		{"no picture", []byte("текст"), "photo", 400},
		{"over 20 MB", make([]byte, 20<<20+1), "document", 413},
		{"far over 20 MB", make([]byte, 21<<20), "document", 413},
	} {
		t.Run(c.name, func(t *testing.T) {
			if status, answer := d.upload(t, "x", c.data, c.as); status != c.status {
				t.Errorf("%d %s", status, answer)
			}
		})
	}
}

func (d *demonstration) upload(t *testing.T, name string, data []byte, as string) (int, string) {
	t.Helper()
	var body bytes.Buffer
	w := multipart.NewWriter(&body)
	part, err := w.CreateFormFile("file", name)
	if err != nil {
		t.Fatal(err)
	}
	_, _ = part.Write(data)
	_ = w.WriteField("caption", "підпис")
	_ = w.WriteField("as", as)
	_ = w.Close()
	return send(t, d.web.URL+"/api/chats/7/files", body.String(), http.Header{"Content-Type": {w.FormDataContentType()}})
}

func (d *demonstration) download(t *testing.T, path string) (http.Header, string) {
	t.Helper()
	response, err := http.Get(d.web.URL + path)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	var body bytes.Buffer
	_, _ = body.ReadFrom(response.Body)
	return response.Header, body.String()
}
