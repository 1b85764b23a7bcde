package storage

import (
	"database/sql/driver"
	"errors"
	"io"
	"net"
	"strings"
)

// closedConnection tells that the server went away in mid-sentence.
func closedConnection(err error) bool {
	var network *net.OpError
	return errors.As(err, &network) || errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) ||
		errors.Is(err, net.ErrClosed) || errors.Is(err, driver.ErrBadConn) || strings.Contains(err.Error(), "conn closed")
}
