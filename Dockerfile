# Every RUN is on the builder's own platform, so an image for another processor needs no emulation.
FROM --platform=$BUILDPLATFORM node:24.21.0-bookworm-slim AS tools
ENV npm_config_audit=false npm_config_fund=false npm_config_update_notifier=false

# The package as `npm pack` makes it: the image holds what npm users get, and nothing else of the repository.
FROM tools AS package
WORKDIR /build
COPY package.json package-lock.json .npmrc ./
RUN ["npm", "ci"]
COPY . .
RUN ["npm", "run", "build"]
RUN ["npm", "pack", "--ignore-scripts", "--pack-destination", "/"]
WORKDIR /package
RUN tar -xzf /stuntface-*.tgz --strip-components=1

# Its dependencies for the image's platform, without what no server on it can load.
FROM tools AS modules
ARG TARGETARCH
WORKDIR /modules
COPY package.json package-lock.json .npmrc ./
RUN npm ci --omit=dev --os=linux --libc=glibc --cpu=$(echo $TARGETARCH | sed s/amd64/x64/)
COPY --from=package /build/models /tools/models
COPY --from=package /build/dist /tools/dist
RUN node /tools/dist/build/prune-modules.js node_modules --arch $TARGETARCH

# Mount points. Whatever user the container runs as may write into a new volume at /data.
FROM tools AS mounts
RUN mkdir -p /mounts/scenarios /mounts/data && chmod 1777 /mounts/data

FROM node:24.21.0-bookworm-slim AS runtime

FROM gcr.io/distroless/cc-debian12:nonroot
LABEL org.opencontainers.image.title="Stuntface" \
      org.opencontainers.image.description="The stunt double for face verification APIs." \
      org.opencontainers.image.version="0.1.0" \
      org.opencontainers.image.licenses="MIT" \
      org.opencontainers.image.base.name="gcr.io/distroless/cc-debian12:nonroot"
COPY --from=runtime /usr/local/bin/node /usr/local/bin/node
COPY --from=runtime /usr/local/LICENSE /usr/local/share/doc/node/LICENSE
COPY --from=mounts /mounts /
COPY --from=modules /modules/node_modules /app/node_modules
COPY --from=package /package /app
ENV NODE_ENV=production \
    STUNTFACE_HOST=0.0.0.0 \
    STUNTFACE_SCENARIOS=/scenarios
WORKDIR /app
USER 65532:65532
EXPOSE 4090
HEALTHCHECK --interval=5s --timeout=4s --start-period=60s --start-interval=250ms --retries=3 \
  CMD ["/usr/local/bin/node", "/app/bin/stuntface.js", "healthcheck"]
ENTRYPOINT ["/usr/local/bin/node", "/app/bin/stuntface.js"]
CMD ["serve"]
