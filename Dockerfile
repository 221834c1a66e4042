# syntax=docker/dockerfile:1
# One image for api, worker, migrations and the sandbox (`--target app`), one for the built admin app (`--target web`).

FROM node:20-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci
COPY . .
RUN node scripts/run.mjs generate \
  && npx vite build web \
  && npm prune --omit=dev

FROM node:20-bookworm-slim AS app
WORKDIR /app
ENV NODE_ENV=production
# The sandbox keeps its state here when it runs; the folder gives its volume the right owner.
RUN mkdir /sandbox && chown node:node /sandbox
COPY --from=build /app /app
USER node
CMD ["node", "--import", "tsx", "api/main.ts"]

FROM nginxinc/nginx-unprivileged:1.29-alpine AS web
COPY ops/web.conf.template /etc/nginx/templates/default.conf.template
COPY --from=build /app/web/dist /usr/share/nginx/html
