{{/*
The name of all objects. Names that are too long, or that Kubernetes does not allow for a Service, get a digest of the
original name, so that two releases never share one. 40: the names of pods add "-sentinel-0" and a revision of ten
characters, and a label has at most 63.
*/}}
{{- define "redis-cluster.fullname" -}}
{{- $wanted := ternary .Release.Name (printf "%s-%s" .Release.Name .Chart.Name) (contains .Chart.Name .Release.Name) -}}
{{- $name := regexReplaceAll "[^a-z0-9-]" (lower $wanted) "-" -}}
{{- if not (regexMatch "^[a-z]" $name) -}}
{{- $name = printf "r-%s" $name -}}
{{- end -}}
{{- if or (ne $name $wanted) (gt (len $name) 40) -}}
{{- $name = printf "%s-%s" (regexReplaceAll "-+$" (trunc 31 $name) "") (sha256sum $wanted | trunc 8) -}}
{{- end -}}
{{- $name -}}
{{- end -}}

{{/* The labels of all pods of this release. They must never change: selectors are immutable. */}}
{{- define "redis-cluster.releaseLabels" -}}
app.kubernetes.io/name: {{ .Chart.Name | quote }}
app.kubernetes.io/instance: {{ .Release.Name | quote }}
{{- end -}}

{{/* The labels of the pods of one component: list CONTEXT COMPONENT. */}}
{{- define "redis-cluster.selectorLabels" -}}
{{ include "redis-cluster.releaseLabels" (index . 0) }}
app.kubernetes.io/component: {{ index . 1 }}
{{- end -}}

{{/* The labels of objects, which change with the version of the chart: list CONTEXT [COMPONENT]. */}}
{{- define "redis-cluster.labels" -}}
{{- $root := index . 0 -}}
{{ include "redis-cluster.releaseLabels" $root }}
{{- if gt (len .) 1 }}
app.kubernetes.io/component: {{ index . 1 }}
{{- end }}
app.kubernetes.io/managed-by: {{ $root.Release.Service | quote }}
helm.sh/chart: {{ printf "%s-%s" $root.Chart.Name $root.Chart.Version | replace "+" "_" | trunc 63 | trimSuffix "-" | trimSuffix "." | trimSuffix "_" | quote }}
{{- end -}}

{{/* The image. A global registry is put before a repository that does not name one. */}}
{{- define "redis-cluster.image" -}}
{{- $repository := .Values.image.repository -}}
{{- $global := .Values.global | default dict -}}
{{- $registry := ($global.cattle | default dict).systemDefaultRegistry | default $global.systemDefaultRegistry -}}
{{- $first := first (splitList "/" $repository) -}}
{{- $names_registry := and (contains "/" $repository) (or (contains "." $first) (contains ":" $first) (eq $first "localhost")) -}}
{{- if and $registry (not $names_registry) }}{{ trimSuffix "/" $registry }}/{{ end -}}
{{- $repository -}}
{{- with .Values.image.tag }}:{{ . }}{{ end -}}
{{- with .Values.image.digest }}@{{ . }}{{ end -}}
{{- end -}}

{{/* Names of Secrets, each given as a text or as a map with "name": Rancher sends both forms. */}}
{{- define "redis-cluster.pullSecrets" -}}
{{- $global := .Values.global | default dict -}}
{{- $given := concat (.Values.imagePullSecrets | default list) ($global.imagePullSecrets | default list) (($global.cattle | default dict).imagePullSecrets | default list) -}}
{{- $names := list -}}
{{- range $given -}}
{{- $names = append $names (ternary . (dict "name" .) (kindIs "map" .)) -}}
{{- end -}}
{{- with uniq $names }}
imagePullSecrets: {{ toYaml . | nindent 2 }}
{{- end -}}
{{- end -}}
