// Package web serves machines: health, metrics and the webhook.
package web
