package main

import (
	"bytes"
	"compress/gzip"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"sereda/council"
	"sereda/handlers"
	"sereda/intake"
	"sereda/storage"
)

// known tells that an account is somebody's of the council: files of others are
// not fetched.
func (s *service) known(ctx context.Context, account int64) (known bool, err error) {
	today := council.DateOf(s.clock.Now().In(s.cfg.Zone))
	err = s.db.InTx(ctx, func(tx *storage.Tx) error {
		found, err := tx.AccessOf(ctx, []int64{account}, today)
		access := found[account]
		known = access.Known()
		return err
	})
	return known, err
}

// refusedNames are files that nobody need fetch to know that they are no plan.
var refusedNames = map[intake.Kind][]string{
	intake.FilePDF:     {".pdf"},
	intake.FilePicture: {".jpg", ".jpeg", ".png", ".gif", ".bmp", ".tif", ".tiff", ".webp", ".heic"},
	intake.FileOther:   {".mp4", ".avi", ".mov", ".mkv", ".mp3", ".ogg", ".zip", ".rar", ".7z", ".exe", ".apk"},
}

// acceptFile tells why a file is not to be fetched.
func acceptFile(name string, size int64) error {
	if size > intake.MaxFileBytes {
		return trouble{&intake.Error{Kind: intake.FileTooBig}}
	}
	extension := strings.ToLower(filepath.Ext(name))
	for kind, names := range refusedNames {
		if slices.Contains(names, extension) {
			return trouble{&intake.Error{Kind: kind}}
		}
	}
	return nil
}

// maxKept is how much of a file a conversation keeps, compressed, in bytes. A
// plan of three hundred rows takes some ten thousand.
const maxKept = 256 << 10

// tryTime is how long a file's lines may take. Those of a plan of three hundred
// take some hundredths of a second.
const tryTime = 2 * time.Second

// readFile reads a file into what a conversation keeps of it.
func readFile(ctx context.Context, name string, data []byte) ([]byte, error) {
	content, err := intake.Read(ctx, name, data)
	if err != nil {
		return nil, troubleOf(err)
	}
	// Read again for its week, in a transaction, it takes as long as now.
	trying, cancel := context.WithTimeout(ctx, tryTime)
	defer cancel()
	if err := intake.Try(trying, content); err != nil {
		return nil, troubleOf(err)
	}
	var kept bytes.Buffer
	packed := gzip.NewWriter(&kept)
	if err := json.NewEncoder(packed).Encode(content); err != nil {
		return nil, fmt.Errorf("keep file: %w", err)
	}
	if err := packed.Close(); err != nil {
		return nil, fmt.Errorf("keep file: %w", err)
	}
	if kept.Len() > maxKept {
		return nil, trouble{&intake.Error{Kind: intake.FileTooLong}}
	}
	return kept.Bytes(), nil
}

func (reader) Table(kept []byte, week council.Week) ([]handlers.LineRead, error) {
	content, err := unpacked(kept)
	if err != nil {
		return nil, err
	}
	return linesRead(intake.Table(content, week)), nil
}

func (reader) Template(kept []byte) (handlers.TemplateRead, bool) {
	content, err := unpacked(kept)
	if err != nil {
		return handlers.TemplateRead{}, false // Table will tell
	}
	t, is := intake.TemplateOf(content)
	return handlers.TemplateRead{Unit: t.Unit, Week: t.Week}, is
}

func unpacked(kept []byte) (content intake.Content, err error) {
	packed, err := gzip.NewReader(bytes.NewReader(kept))
	if err != nil {
		return content, fmt.Errorf("kept file: %w", err)
	}
	if err := json.NewDecoder(io.LimitReader(packed, 64<<20)).Decode(&content); err != nil {
		return content, fmt.Errorf("kept file: %w", err)
	}
	return content, nil
}

// fileTroubles are the keys of what can be the matter with a file.
var fileTroubles = map[intake.Kind]string{
	intake.FileTooBig:    "upload.too_big",
	intake.FileTooLong:   "upload.too_long",
	intake.FileTooSlow:   "upload.too_slow",
	intake.FileDamaged:   "upload.damaged",
	intake.FileProtected: "upload.protected",
	intake.FileOldWord:   "upload.old_word",
	intake.FileOldExcel:  "upload.old_excel",
	intake.FilePicture:   "upload.picture",
	intake.FilePDF:       "upload.pdf",
	intake.FileEmpty:     "upload.empty",
	intake.FileOther:     "upload.other",
}
