version: '2'
services:
  lb:
    image: rancher/lb-service-haproxy:v0.9.6
    ports:
    - "${public_port}:80/tcp"
    labels:
      io.rancher.container.agent.role: environmentAdmin,agent
      io.rancher.container.agent_service.drain_provider: 'true'
      io.rancher.container.create_agent: 'true'
      # Two of them need the same port of a host.
      io.rancher.scheduler.affinity:container_label_ne: io.rancher.stack_service.name=$${stack_name}/lb
  app:
    image: "registry.example.com:5000/acme/shop:${app_version}"
    environment:
{{- if ne .Values.greeting "" }}
      GREETING: "${greeting}"
{{- end }}
{{- if eq .Values.with_cache "true" }}
      CACHE: cache:11211
{{- end }}
      QUOTED: "it's $$5 \"and\" $${x}"
      NUMBER: "010"
      PORT: "8080"
    labels:
      io.rancher.container.hostname_override: container_name
      io.rancher.scheduler.affinity:container_label_soft_ne: io.rancher.stack_service.name=$${stack_name}/app
{{- if eq .Values.with_cache "true" }}
  cache:
    image: memcached:1.6-alpine
    command: "memcached -m ${cache_memory}"
{{- end }}
