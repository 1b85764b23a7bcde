package intake

import (
	"archive/zip"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"strings"
)

// officeFile is a DOCX or XLSX file: a zip of XML parts. Only the parts that
// are needed are unpacked, as streams.
type officeFile struct {
	ctx     context.Context
	archive *zip.Reader
	// left is how many bytes may still be unpacked.
	left int64
}

func (f *officeFile) has(name string) bool { return f.find(name) != nil }

func (f *officeFile) find(name string) *zip.File {
	for _, file := range f.archive.File {
		if strings.EqualFold(strings.TrimPrefix(strings.ReplaceAll(file.Name, `\`, "/"), "/"), name) {
			return file
		}
	}
	return nil
}

// part reads a part, giving each of its tokens to take. A part that is not
// there is fs.ErrNotExist.
func (f *officeFile) part(name string, take func(x *xmlScanner, kind xmlToken) error) error {
	file := f.find(name)
	if file == nil {
		return fmt.Errorf("%s: %w", name, fs.ErrNotExist)
	}
	stream, err := file.Open()
	if err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	defer stream.Close()
	x := newXMLScanner(&boundedReader{f, stream})
	for {
		kind, err := x.next()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err == nil {
			err = take(x, kind)
		}
		switch {
		case errors.Is(err, errPartRead):
			return nil
		case err != nil:
			return fmt.Errorf("%s: %w", name, err)
		}
	}
}

// errPartRead ends the reading of a part of which nothing more is needed.
var errPartRead = errors.New("part read")

// boundedReader counts what is unpacked and hears when the time is up.
type boundedReader struct {
	file   *officeFile
	stream io.Reader
}

// Read reads on, FileTooLong when too much has been read.
func (r *boundedReader) Read(p []byte) (int, error) {
	if err := r.file.ctx.Err(); err != nil {
		return 0, err
	}
	if r.file.left <= 0 {
		return 0, refuse(FileTooLong)
	}
	n, err := r.stream.Read(p)
	r.file.left -= int64(n)
	return n, err
}

// relations are the targets of a part's relations by their ids.
func (f *officeFile) relations(of string) (targets, types map[string]string, err error) {
	folder, name := path.Split(of)
	targets, types = map[string]string{}, map[string]string{}
	err = f.part(folder+"_rels/"+name+".rels", func(x *xmlScanner, kind xmlToken) error {
		if kind != xmlStart || x.name() != "Relationship" {
			return nil
		}
		target := x.attr("Target")
		if rest, rooted := strings.CutPrefix(target, "/"); rooted {
			target = rest
		} else {
			target = path.Join(folder, target)
		}
		targets[x.attr("Id")], types[x.attr("Id")] = target, x.attr("Type")
		return nil
	})
	return targets, types, err
}

// mainPart is the part a file's own relations name as its document.
func (f *officeFile) mainPart() (string, error) {
	targets, types, err := f.relations("")
	if errors.Is(err, fs.ErrNotExist) {
		return "", nil
	}
	for id, kind := range types {
		if strings.HasSuffix(kind, "/officeDocument") {
			return targets[id], err
		}
	}
	return "", err
}
