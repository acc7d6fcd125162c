version: '2'
services:
  web:
    image: nginx:1.13
    environment:
      PORT: "${port}"
{{- if eq .Values.debgu "true" }} # expect: undefined-value
    tty: true
{{- end }}
