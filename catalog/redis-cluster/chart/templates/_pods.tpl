{{/* Fields of all pods, before their containers: list CONTEXT COMPONENT HARD-SPREAD. */}}
{{- define "redis-cluster.podFields" -}}
{{- $root := index . 0 -}}
serviceAccountName: {{ include "redis-cluster.fullname" $root | quote }}
automountServiceAccountToken: false
enableServiceLinks: false
{{- include "redis-cluster.pullSecrets" $root }}
{{- if eq $root.Values.network "host" }}
hostNetwork: true
dnsPolicy: ClusterFirstWithHostNet
{{- end }}
{{- with $root.Values.priorityClassName }}
priorityClassName: {{ quote . }}
{{- end }}
securityContext:
  runAsNonRoot: true
  runAsUser: 999
  runAsGroup: 1000
  fsGroup: 1000
  fsGroupChangePolicy: OnRootMismatch
  seccompProfile:
    type: RuntimeDefault
nodeSelector: {{ merge (dict "kubernetes.io/os" "linux") $root.Values.nodeSelector | toYaml | nindent 2 }}
{{- with $root.Values.tolerations }}
tolerations: {{ toYaml . | nindent 2 }}
{{- end }}
affinity: {{ include "redis-cluster.affinity" . | nindent 2 }}
topologySpreadConstraints:
  - maxSkew: 1
    topologyKey: topology.kubernetes.io/zone
    whenUnsatisfiable: ScheduleAnyway
    labelSelector:
      matchLabels: {{ include "redis-cluster.selectorLabels" . | nindent 8 }}
{{- end -}}

{{/*
Pods of one component on different nodes: list CONTEXT COMPONENT HARD-SPREAD. The affinity of the user is added. A hard rule
also holds for pods that are scheduled later: it is limited to pods that have a hard rule themselves. Otherwise an upgrade
to soft could not finish, because the pods that still run keep the new ones away.
*/}}
{{- define "redis-cluster.affinity" -}}
{{- $labels := include "redis-cluster.podLabels" . | fromYaml -}}
{{- $term := dict "topologyKey" "kubernetes.io/hostname" "labelSelector" (dict "matchLabels" $labels) -}}
{{- $rule := dict "preferredDuringSchedulingIgnoredDuringExecution" (list (dict "weight" 100 "podAffinityTerm" $term)) -}}
{{- if index . 2 -}}
{{- $rule = dict "requiredDuringSchedulingIgnoredDuringExecution" (list $term) -}}
{{- end -}}
{{- mergeOverwrite (dict "podAntiAffinity" $rule) (deepCopy (index . 0).Values.affinity) | toYaml -}}
{{- end -}}

{{/* The labels of a pod that are not from the user: list CONTEXT COMPONENT HARD-SPREAD. */}}
{{- define "redis-cluster.podLabels" -}}
{{ include "redis-cluster.selectorLabels" . }}
{{- if index . 2 }}
redis-cluster/spread: hard
{{- end }}
{{- end -}}

{{/*
Annotations and labels of pods, without anything that changes with the version of the chart:
list CONTEXT COMPONENT HARD-SPREAD.
*/}}
{{- define "redis-cluster.podMetadata" -}}
{{- $root := index . 0 -}}
annotations:
  checksum/passwords: {{ include "redis-cluster.passwordsChecksum" $root | quote }}
  {{- with omit $root.Values.podAnnotations "checksum/passwords" }}
  {{- toYaml . | nindent 2 }}
  {{- end }}
labels: {{ merge (include "redis-cluster.podLabels" . | fromYaml) $root.Values.podLabels | toYaml | nindent 2 }}
{{- end -}}

{{/* Fields of all containers, after their own environment. */}}
{{- define "redis-cluster.containerFields" -}}
image: {{ include "redis-cluster.image" . | quote }}
imagePullPolicy: {{ ternary "Always" "IfNotPresent" .Values.image.alwaysPull }}
securityContext:
  allowPrivilegeEscalation: false
  capabilities:
    drop: [ALL]
  readOnlyRootFilesystem: true
volumeMounts:
  - name: data
    mountPath: /data
  - name: passwords
    mountPath: /run/passwords
    readOnly: true
{{- end -}}

{{/*
Probes: list READINESS-ARGUMENT. A server that loads its data is live. While a start waits for others, no server answers,
also in a container that started before (it can start again from the beginning): 330 s, more than start_timeout_s.
*/}}
{{- define "redis-cluster.probes" -}}
startupProbe:
  exec:
    command: [/redis-ha/health.sh]
  periodSeconds: 5
  timeoutSeconds: 5
  failureThreshold: 66
livenessProbe:
  exec:
    command: [/redis-ha/health.sh]
  periodSeconds: 10
  timeoutSeconds: 5
  failureThreshold: 33
readinessProbe:
  exec:
    command: [/redis-ha/health.sh{{ with index . 0 }}, {{ . }}{{ end }}]
  periodSeconds: 5
  timeoutSeconds: 5
  failureThreshold: 3
{{- end -}}

{{/* Volumes of all pods. */}}
{{- define "redis-cluster.volumes" -}}
- name: passwords
  secret:
    secretName: {{ include "redis-cluster.secretName" . | quote }}
    defaultMode: 288 # 0440
    items:
      {{- range $key, $_ := include "redis-cluster.givenPasswords" . | fromJson }}
      - key: {{ $key }}
        path: {{ $key }}
      {{- end }}
{{- if not .Values.persistence.enabled }}
- name: data
  emptyDir: {}
{{- end }}
{{- end -}}

{{/*
Fields of StatefulSets, except replicas and template: list CONTEXT COMPONENT NAME SIZE. Most of them are immutable:
they depend on persistence.* and names, and never on the version of the chart or of Kubernetes.
*/}}
{{- define "redis-cluster.setFields" -}}
{{- $root := index . 0 -}}
{{- $version := $root.Capabilities.KubeVersion.Version -}}
serviceName: {{ index . 2 | quote }}
# OrderedReady would wait forever for a pod 0 that cannot become ready before the others are there.
podManagementPolicy: Parallel
updateStrategy:
  type: RollingUpdate
{{- if semverCompare ">=1.25-0" $version }}
minReadySeconds: 10
{{- end }}
selector:
  matchLabels: {{ include "redis-cluster.selectorLabels" . | nindent 4 }}
{{- if $root.Values.persistence.enabled }}
{{- if semverCompare ">=1.27-0" $version }}
persistentVolumeClaimRetentionPolicy:
  whenDeleted: Retain
  whenScaled: Retain
{{- end }}
volumeClaimTemplates:
  - metadata:
      name: data
    spec:
      accessModes: [ReadWriteOnce]
      {{- with $root.Values.persistence.storageClass }}
      storageClassName: {{ quote . }}
      {{- end }}
      resources:
        requests:
          storage: {{ index . 3 | quote }}
{{- end }}
{{- end -}}
