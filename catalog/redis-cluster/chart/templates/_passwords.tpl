{{/*
The passwords of this release, as a map of the keys of its Secret to plain values: the value that is set, otherwise the
one that the Secret in the cluster has, otherwise a generated one. Kept in .Values while the chart is rendered, so that
all templates get the same generated one.
*/}}
{{- define "redis-cluster.setPasswords" -}}
{{- if not .Values.passwords -}}
{{- $existing := (lookup "v1" "Secret" .Release.Namespace (include "redis-cluster.fullname" .)).data | default dict -}}
{{- $passwords := dict -}}
{{- range $key, $given := include "redis-cluster.givenPasswords" . | fromJson -}}
{{- $_ := set $passwords $key ($given | default (get $existing $key | b64dec) | default (randAlphaNum 32)) -}}
{{- end -}}
{{- $_ := set .Values "passwords" $passwords -}}
{{- end -}}
{{- end -}}

{{- define "redis-cluster.secretName" -}}
{{ .Values.auth.existingSecret | default (include "redis-cluster.fullname" .) }}
{{- end -}}

{{/*
The passwords in an existing Secret as JSON; empty if it is not there yet, or if this is not an installation. Pods cannot
start without all keys, so a missing one is an error.
*/}}
{{- define "redis-cluster.existingPasswords" -}}
{{- $secret := lookup "v1" "Secret" .Release.Namespace .Values.auth.existingSecret -}}
{{- if $secret -}}
{{- $data := dict -}}
{{- $missing := list -}}
{{- range $key, $_ := include "redis-cluster.givenPasswords" . | fromJson -}}
{{- with get ($secret.data | default dict) $key }}{{ $_ := set $data $key . }}{{ else }}{{ $missing = append $missing $key }}{{ end -}}
{{- end -}}
{{- if $missing -}}
{{- fail (printf "\n\nauth.existingSecret is %s, and this Secret has no value for %s: add it, or use another Secret" .Values.auth.existingSecret (join " and " $missing)) -}}
{{- end -}}
{{- toJson $data -}}
{{- end -}}
{{- end -}}

{{/*
Changes when a password changes, so that the pods restart. Users who can read pods, but not Secrets, must not be able to
try passwords against it: derivePassword is scrypt.
*/}}
{{- define "redis-cluster.passwordsChecksum" -}}
{{- if not .Values.passwordsChecksum -}}
{{- $secret := include "redis-cluster.secretName" . -}}
{{- $passwords := "" -}}
{{- if .Values.auth.existingSecret -}}
{{- $passwords = include "redis-cluster.existingPasswords" . -}}
{{- else -}}
{{- include "redis-cluster.setPasswords" . -}}
{{- $passwords = toJson .Values.passwords -}}
{{- end -}}
{{- with $passwords -}}
{{- $passwords = derivePassword 1 "maximum" . $secret $.Release.Namespace -}}
{{- end -}}
{{- $_ := set .Values "passwordsChecksum" (printf "%s %s" $secret $passwords | sha256sum) -}}
{{- end -}}
{{- .Values.passwordsChecksum -}}
{{- end -}}
