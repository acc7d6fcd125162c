version: '2'
services:
{{- range $idx := until 2 }}
  web{{ $idx }}:
    image: nginx:1.13
    environment:
      PORT: "${port}"
{{- with $.Values.extra }}
      EXTRA: {{ . | quote }}
{{- end }}
{{- if eq $.Values.debug "true" }}
      DEBUG: "1"
      LEVEL: "${level}"
{{- end }}
{{- $x := $.Values }}
      NAME: {{ $x.name | default "a" | quote }}
{{- end }}
