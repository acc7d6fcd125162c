{{- define "redis-sentinel.sentinelName" -}}
{{ include "redis-sentinel.fullname" . }}-sentinel
{{- end -}}

{{/* Extra hosts are for a migration: nodes outside of this release. */}}
{{- define "redis-sentinel.redisHosts" -}}
{{ compact (list .Values.redisHosts (include "redis-sentinel.fullname" .)) | join "," }}
{{- end -}}

{{- define "redis-sentinel.sentinelHosts" -}}
{{ compact (list .Values.sentinelHosts (include "redis-sentinel.sentinelName" .)) | join "," }}
{{- end -}}

{{/* The passwords that the user set, as JSON: the keys of the Secret, and values that can be empty. */}}
{{- define "redis-sentinel.givenPasswords" -}}
{{ dict "redis-password" .Values.auth.password "sentinel-password" .Values.auth.sentinelPassword | toJson }}
{{- end -}}

{{/* Environment of both components. */}}
{{- define "redis-sentinel.environment" -}}
- name: POD_NAME
  valueFrom:
    fieldRef:
      fieldPath: metadata.name
# The same for each incarnation of a pod, and on the host network as well.
- name: instance_name
  value: {{ printf "%s.$(POD_NAME)" .Release.Namespace | quote }}
- name: redis_port
  value: {{ .Values.ports.redis | int64 | quote }}
- name: sentinel_port
  value: {{ .Values.ports.sentinel | int64 | quote }}
- name: redis_hosts
  value: {{ include "redis-sentinel.redisHosts" . | quote }}
- name: sentinel_hosts
  value: {{ include "redis-sentinel.sentinelHosts" . | quote }}
- name: redis_password_file
  value: /run/passwords/redis-password
- name: sentinel_password_file
  value: /run/passwords/sentinel-password
- name: master_name
  value: {{ .Values.masterName | quote }}
- name: sentinels
  value: {{ .Values.sentinels | int64 | quote }}
- name: quorum
  value: {{ ternary "majority" (.Values.quorum | int64) (eq (toString .Values.quorum) "majority") | quote }}
- name: down_after_ms
  value: {{ .Values.downAfterMs | int64 | quote }}
- name: failover_timeout_ms
  value: {{ .Values.failoverTimeoutMs | int64 | quote }}
# A start waits this long for the others. The startup probe allows more.
- name: start_timeout_s
  value: "300"
# There is no metadata service of Rancher 1.6: a connection to this address is refused at once.
- name: metadata_url
  value: http://127.0.0.1:9
- name: TZ
  value: {{ .Values.timezone | quote }}
{{- end -}}

{{- define "redis-sentinel.policyPorts" -}}
{{- range uniq (list (int64 .Values.ports.redis) (int64 .Values.ports.sentinel)) }}
- port: {{ . }}
  protocol: TCP
{{- end }}
{{- end -}}
