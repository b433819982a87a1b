vcl 4.1;

# Varnish as a CDN in front of the newsroom: copy to /etc/varnish/default.vcl, replace news.example by your host and
# 127.0.0.1:8000 by the address of a host of the newsroom, server or nginx without TLS. Each host of the newsroom needs
# CDN_PURGE_URL=http://ADDRESS-OF-VARNISH/ and its own address in the list below, and one more in TRUSTED_PROXIES.

import std;

backend newsroom {
    .host = "127.0.0.1";
    .port = "8000";
    .connect_timeout = 2s;
    .first_byte_timeout = 65s;
    .probe = {
        .request = "GET /robots.txt HTTP/1.1" "Host: news.example" "Connection: close";
        .interval = 2s;
        .timeout = 2s;
    }
}

acl newsroom_hosts {
    "localhost";
}

sub vcl_recv {
    if (req.method == "PURGE") {
        # A server for TLS on this machine adds the address of the reader.
        if (client.ip !~ newsroom_hosts || req.http.X-Forwarded-For != "" + client.ip) {
            return (synth(403));
        }
        if (req.http.Last-Modified !~ "^[A-Za-z0-9 ,:]+$") {
            return (synth(400));
        }
        # Pages of the version that has begun stay, and static files, whose names change with their content. Pictures
        # go: they may belong to an article that was withdrawn. A ban takes no spaces, so the pattern has dots.
        if (std.ban("obj.http.Last-Modified !~ ^" + regsuball(req.http.Last-Modified, " ", ".")
                + "$ && obj.http.Cache-Control !~ immutable")) {
            return (synth(200));
        }
        return (synth(500));
    }
    if (req.url ~ "^/(health/|metrics)") {
        return (synth(404));
    }
    if (req.url ~ "^/(admin|preview)/") {
        return (pass);
    }
    # What readers see depends on no cookie, and on the query in the search alone.
    unset req.http.Cookie;
    if (req.url !~ "^/(kk/)?search/") {
        set req.url = regsub(req.url, "\?.*$", "");
    }
    # An old page is better than none only while the newsroom is away.
    if (std.healthy(req.backend_hint)) {
        set req.grace = 0s;
    }
}

sub vcl_backend_response {
    # A page. Readers ask each time, and here it lies until its version is purged; a minute at most if no purge comes.
    if (beresp.http.Cache-Control ~ "max-age=0" && beresp.http.Last-Modified) {
        set beresp.ttl = 60s;
        set beresp.grace = 1h;
    }
}

sub vcl_deliver {
    if (obj.hits > 0) {
        set resp.http.X-Cache = "hit";
    } else {
        set resp.http.X-Cache = "miss";
    }
}
