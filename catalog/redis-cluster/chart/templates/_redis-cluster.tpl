{{/* The passwords that the user set, as JSON: the keys of the Secret, and values that can be empty. */}}
{{- define "redis-cluster.givenPasswords" -}}
{{ dict "redis-password" .Values.auth.password | toJson }}
{{- end -}}

{{- define "redis-cluster.busPort" -}}
{{ add (int64 .Values.ports.redis) 10000 }}
{{- end -}}
