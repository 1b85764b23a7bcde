package page_test

import (
	"io/fs"
	"net/http"
	"os"
	"path"
	"regexp"
	"strings"
	"testing"
)

// mostBytes is what the whole page may weigh.
const mostBytes = 300_000

// elsewhere finds what a browser would load from another server.
var elsewhere = regexp.MustCompile(`(?i)(?:src|href|action)\s*=\s*["']?(?:[a-z]+:)?//|url\(\s*["']?(?:[a-z]+:)?//|@import|` +
	`(?:from|import|import\(|fetch\(|EventSource\()\s*["'` + "`" + `](?:[a-z]+:)?//`)

func TestThePageIsLightAndLoadsNothingFromElsewhere(t *testing.T) {
	t.Parallel()
	total := 0
	err := fs.WalkDir(os.DirFS("static"), ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		raw, err := os.ReadFile(path.Join("static", name))
		total += len(raw)
		if found := elsewhere.Find(raw); found != nil {
			t.Errorf("%s loads from elsewhere: %s", name, found)
		}
		return err
	})
	if err != nil || total == 0 || total > mostBytes {
		t.Errorf("%d bytes, at most %d: %v", total, mostBytes, err)
	}
}

func TestEveryModuleIsServed(t *testing.T) {
	t.Parallel()
	d := open(t)
	modules := regexp.MustCompile(`from '\./([a-z]+\.js)'`)
	wanted, seen := []string{"", "style.css", "icon.svg", "main.js"}, map[string]bool{}
	for len(wanted) > 0 {
		name := wanted[0]
		wanted = wanted[1:]
		if seen[name] {
			continue
		}
		seen[name] = true
		header, body := d.download(t, "/"+name)
		if !strings.Contains(header.Get("Content-Security-Policy"), "default-src 'none'") {
			t.Errorf("%s: no policy", name)
		}
		if strings.HasSuffix(name, ".js") && !strings.HasPrefix(header.Get("Content-Type"), "text/javascript") {
			t.Errorf("%s: %s", name, header.Get("Content-Type"))
		}
		for _, module := range modules.FindAllStringSubmatch(body, -1) {
			wanted = append(wanted, module[1])
		}
	}
	entries, err := os.ReadDir("static")
	if err != nil {
		t.Fatal(err)
	}
	for _, entry := range entries {
		if name := entry.Name(); !seen[name] && name != "index.html" {
			t.Errorf("nothing asks for %s", name)
		}
	}
	if response, err := http.Get(d.web.URL + "/nothing"); err != nil || response.StatusCode != http.StatusNotFound {
		t.Errorf("a page that is not there: %v %v", response, err)
	}
}
