package page

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"io/fs"
	"net/http"
	"path"
	"strings"
)

//go:embed static
var files embed.FS

// asset is a file of the page, as it is and packed.
type asset struct {
	kind      string
	raw, slim []byte
	tag       string
}

// kinds are fixed here: a machine's own table may say otherwise.
var kinds = map[string]string{
	".html": "text/html; charset=utf-8",
	".css":  "text/css; charset=utf-8",
	".js":   "text/javascript; charset=utf-8",
	".svg":  "image/svg+xml",
}

// assets are the page's files by their address.
func assets() map[string]asset {
	all := map[string]asset{}
	err := fs.WalkDir(files, "static", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		raw, err := files.ReadFile(name)
		if err != nil {
			return err
		}
		sum := sha256.Sum256(raw)
		all[strings.TrimPrefix(name, "static")] = asset{kinds[path.Ext(name)], raw, pack(raw), `"` + hex.EncodeToString(sum[:8]) + `"`}
		return nil
	})
	if err != nil {
		panic(err) // they are compiled in
	}
	all["/"] = all["/index.html"]
	return all
}

func pack(raw []byte) []byte {
	var packed bytes.Buffer
	w := gzip.NewWriter(&packed)
	_, _ = w.Write(raw) // into memory: it does not fail
	_ = w.Close()
	return packed.Bytes()
}

// serveAssets answers with the page's files; what the browser has already it
// need not load again.
func serveAssets() http.Handler {
	all := assets()
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		a, found := all[r.URL.Path]
		if !found {
			refuse(w, http.StatusNotFound, "Такої сторінки тут немає.")
			return
		}
		h := w.Header()
		h.Set("Content-Type", a.kind)
		h.Set("ETag", a.tag)
		h.Set("Vary", "Accept-Encoding")
		if r.Header.Get("If-None-Match") == a.tag {
			w.WriteHeader(http.StatusNotModified)
			return
		}
		body := a.raw
		if strings.Contains(r.Header.Get("Accept-Encoding"), "gzip") {
			h.Set("Content-Encoding", "gzip")
			body = a.slim
		}
		_, _ = w.Write(body)
	})
}
