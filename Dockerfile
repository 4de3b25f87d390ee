# Builds the wheel from this checkout, then an image that has the wheel and what it needs, and no tools.
FROM python:3.13-slim-bookworm AS build
WORKDIR /source
COPY . .
RUN apt-get update && apt-get install --yes --no-install-recommends npm \
    && PROFGRAPH_NEEDS_EDITOR=1 pip wheel --no-cache-dir --wheel-dir /wheels --constraint requirements.lock .

FROM python:3.13-slim-bookworm
COPY --from=build /wheels /wheels
RUN pip install --no-cache-dir --no-index --find-links /wheels profgraph \
    && rm -r /wheels \
    && useradd --uid 10001 --no-create-home --shell /usr/sbin/nologin profgraph \
    && install --directory --owner profgraph --group profgraph /store
ENV PROFGRAPH_STORE=/store PYTHONDONTWRITEBYTECODE=1
# By its number, so that an orchestrator sees that it is not root.
USER 10001
VOLUME /store
EXPOSE 8014
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s \
    CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8014/healthz', timeout=4)"]
CMD ["profgraph", "serve", "--host", "0.0.0.0", "--port", "8014"]
