package config

import (
	"errors"
	"fmt"
	"net"
	"net/url"
	"strconv"
	"strings"
	"time"

	"sereda/council"
)

// The parsers of single values. Their errors are read by whoever set them.

func parseText(text string) (string, error) {
	text = strings.TrimSpace(text)
	if text == "" {
		return "", errors.New("is empty")
	}
	return text, nil
}

func parseZone(text string) (*time.Location, error) {
	zone, err := time.LoadLocation(text)
	if err != nil || text == "" || text == "Local" {
		return nil, fmt.Errorf("no such time zone: %q; write it like Europe/Kyiv", text)
	}
	return zone, nil
}

func parseDate(text string) (council.Date, error) {
	d, err := council.ParseDate(text)
	if err != nil {
		return d, fmt.Errorf("no such day: %q; write it like 2026-12-25", text)
	}
	return d, nil
}

func parseTimeOfDay(text string) (council.TimeOfDay, error) {
	t, err := council.ParseTimeOfDay(text)
	if err != nil {
		return t, fmt.Errorf("no such time: %q; write it like 07:00", text)
	}
	return t, nil
}

// parseDuration reads whole minutes, not negative.
func parseDuration(text string) (time.Duration, error) {
	d, err := time.ParseDuration(text)
	switch {
	case err != nil:
		return 0, fmt.Errorf("not a length of time: %q; write it like 21h or 1h30m", text)
	case d < 0:
		return 0, fmt.Errorf("%q is negative; say before or after instead", text)
	case d%time.Minute != 0:
		return 0, fmt.Errorf("%q is not in whole minutes", text)
	}
	return d, nil
}

func parseCount(least, most int) func(string) (int, error) {
	return func(text string) (int, error) {
		n, err := strconv.Atoi(text)
		if err != nil || n < least || n > most {
			return 0, fmt.Errorf("must be a whole number from %d to %d, not %q", least, most, text)
		}
		return n, nil
	}
}

func parseSwitch(text string) (bool, error) {
	switch text {
	case "true":
		return true, nil
	case "false":
		return false, nil
	}
	return false, fmt.Errorf("must be true or false, not %q", text)
}

// parseListen reads where a server listens: "127.0.0.1:8080" or ":8080".
func parseListen(text string) (string, error) {
	_, port, err := net.SplitHostPort(text)
	if err == nil {
		_, err = strconv.ParseUint(port, 10, 16)
	}
	if err != nil {
		return "", fmt.Errorf("not an address to listen on: %q; write it like 127.0.0.1:8080", text)
	}
	return text, nil
}

// parsePublicURL reads under what address a server is reached; "" is none.
func parsePublicURL(text string) (string, error) {
	u, err := url.Parse(text)
	if text == "" {
		return "", nil
	}
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Hostname() == "" || u.User != nil || u.RawQuery != "" || u.Fragment != "" {
		return "", fmt.Errorf("not a web address: %q; write it like https://sereda.example.org", text)
	}
	return strings.TrimRight(text, "/"), nil
}
