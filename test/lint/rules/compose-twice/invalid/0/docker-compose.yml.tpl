version: '2'
services:
  web:
    image: nginx:1.13
    environment:
      PORT: "${port}"
    privileged: {{ eq .Values.port "81" }}
