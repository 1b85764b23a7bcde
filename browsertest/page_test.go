package browsertest

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
)

// People of the demonstration council.
const (
	secretary = Chat(7000005)
	organiser = Chat(7000073)
	finance   = Chat(7000007) // heads the department of finance, submits in time
	labour    = Chat(7000033) // heads the labour department, which never submits in the story
	transport = Chat(7000019) // heads the department of transport, late in the story
	property  = Chat(7000029) // heads the department of property, late as well
	heritage  = Chat(7000030) // heads the department of heritage, submits after the digest
	stranger  = Chat(7100900)
)

// elsewhere is set by make where Chromium cannot be had.
const elsewhere = "SEREDA_NO_CHROMIUM"

// TestThePage: the demonstration in a browser, from Wednesday before the
// deadline on. The parts go on from each other.
func TestThePage(t *testing.T) {
	t.Parallel()
	needChromium(t)
	ctx, address := demonstration(t)
	browser := chromium(ctx, t)
	page := open(t, browser, address+"?story=thursday", Desk)
	story(t, page)
}

// needChromium skips the test where Chromium cannot be had.
func needChromium(t *testing.T) {
	t.Helper()
	if _, err := find(); err != nil {
		if os.Getenv(elsewhere) != "" {
			t.Skip("NOT RUN: the tests in a browser, as this system has no Chromium")
		}
		t.Fatal(err)
	}
}

// chromium is a browser of the test's own.
func chromium(ctx context.Context, t *testing.T) *Browser {
	t.Helper()
	browser, err := Start(ctx)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(browser.Close)
	return browser
}

// story plays the parts one after another, up to the first that fails.
func story(t *testing.T, page *Page) {
	for _, part := range []struct {
		name  string
		steps []Step
	}{
		{"a link sets a story up, and another one takes its place", chosen()},
		{"a head submits three entries by buttons and a pasted list", byButtonsAndList()},
		{"a stranger gets nowhere", turnedAway()},
		{"a submission after the deadline is late, and the organiser sees it at once", late()},
		{"a double tap counts once", doubleTap()},
		{"the bot is slow", slow()},
		{"bad days: Telegram away, too many requests, a blocked bot", badDays()},
		{"the bot is killed", killed()},
		{"nothing is in anybody's way", nil},
		{"the spinner ends, and nothing is lost", revived()},
		{"the secretary reads the digest", digest()},
		{"the agreed plan has come to everybody", agreed()},
	} {
		ok := t.Run(part.name, func(t *testing.T) {
			if part.steps == nil {
				noBarriers(t, page) // while the button spins
			}
			if err := page.Do(part.steps...); err != nil {
				keepPicture(t, page)
				t.Fatal(err)
			}
		})
		if !ok {
			t.FailNow() // what follows stands on it
		}
	}
}

// keepPicture leaves what was seen, where the continuous integration keeps it.
func keepPicture(t *testing.T, page *Page) {
	t.Helper()
	png, err := page.Picture()
	if err != nil {
		t.Log(err)
		return
	}
	path := filepath.Join(os.TempDir(), "sereda-page.png")
	if err := os.WriteFile(path, png, 0o600); err == nil {
		t.Log("what was seen:", path)
	}
}

// demonstration starts a freshly built one for the test; the context ends
// with it, so that nobody waits for the page of one that has ended.
func demonstration(t *testing.T) (ctx context.Context, address string) {
	t.Helper()
	program := filepath.Join(t.TempDir(), "sereda")
	if out, err := exec.Command("go", "build", "-buildvcs=false", "-o", program, "sereda").CombinedOutput(); err != nil {
		t.Fatalf("build: %v\n%s", err, out)
	}
	d, err := StartDemonstration(t.Context(), program)
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	go func() { <-d.Ended(); cancel() }()
	t.Cleanup(func() {
		if err := d.Stop(); err != nil {
			t.Error(err)
		}
	})
	return ctx, d.Address
}

func open(t *testing.T, b *Browser, address string, s Screen) *Page {
	t.Helper()
	p, err := b.Open(address, s)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(p.Close)
	return p
}
