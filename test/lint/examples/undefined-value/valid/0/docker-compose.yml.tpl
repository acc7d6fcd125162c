version: '2'
services:
  web:
    image: nginx:1.13
    environment:
      PORT: "${port}"
{{- if eq .Values.debug "true" }}
    tty: true
{{- end }}
