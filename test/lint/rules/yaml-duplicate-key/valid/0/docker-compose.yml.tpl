version: '2'
services:
  web:
{{- if eq .Values.port "81" }}
    image: nginx:1.12
{{- else }}
    image: nginx:1.13
{{- end }}
    environment:
      PORT: "${port}"
