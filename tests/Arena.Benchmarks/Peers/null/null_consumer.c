/* The null consumer: receives QoS 1 messages over MQTT 5, posts as many prebuilt lines as they have samples to InfluxDB 1.x, and acknowledges a
 * message once the write that holds its lines was answered with 204. It looks into no payload, checks nothing and remembers nothing: what it moves is
 * what broker and database leave to anyone.
 *
 * null_consumer MQTT_PORT HTTP_PORT DATABASE FILTER SAMPLES_PER_MESSAGE SERIES_FILE FIRST_SECOND
 *
 * SERIES_FILE holds a line for each series, in the order in which the load sends them: T (a temperature) or C (a counter), a space, and measurement,
 * tags and field up to the equals sign. A tick is one sample of each; its time is FIRST_SECOND and a second more for each tick, and its values are
 * those of the load (EndToEnd/Load.cs). So what lies in the database afterwards is the same whoever wrote it.
 */
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum {
    READ_BYTES = 1 << 20,
    ENOUGH_LINES = 5000,  /* posted as soon as the connection is free */
    MOST_LINES = 20000,   /* then the broker's socket is not read */
    MOST_LINE_BYTES = 256,
    MOST_IDS = 65535,     /* the receive maximum */
    LONGEST_WAIT_MS = 50, /* fewer lines are posted after this */
};

struct batch {
    char *lines;
    size_t bytes;
    int samples;
    unsigned char *acks; /* PUBACK packets, four bytes each */
    size_t ack_bytes;
};

static int mqtt, http;
static unsigned char in[READ_BYTES];
static size_t in_bytes;
static struct batch filling, posted;
static char header[256];
static size_t header_sent, header_bytes, lines_sent;
static unsigned char *acks; /* those to be sent now */
static size_t acks_sent, acks_bytes;
static char answer[4096];
static size_t answer_bytes;

static char **series;
static size_t *series_bytes, series_count, next_series;
static long long tick, first_second;
static char suffix[2][64];
static size_t suffix_bytes[2];
static int samples_per_message;

static void fail(const char *what) {
    fprintf(stderr, "null_consumer: %s: %s\n", what, errno ? strerror(errno) : "unexpected");
    exit(1);
}

static long long milliseconds(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec * 1000LL + now.tv_nsec / 1000000;
}

static int connect_to(int port) {
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons((unsigned short)port), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    int one = 1, fd = socket(AF_INET, SOCK_STREAM, 0);
    if (fd < 0 || connect(fd, (struct sockaddr *)&address, sizeof address) != 0) fail("connect");
    setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
    return fd;
}

static void send_all(int fd, const void *bytes, size_t count) {
    for (const char *next = bytes; count > 0;) {
        ssize_t sent = send(fd, next, count, MSG_NOSIGNAL);
        if (sent < 0) fail("send");
        next += sent;
        count -= (size_t)sent;
    }
}

/* What every line of a tick ends with: value, time in nanoseconds, line feed; one for temperatures, one for counters. */
static void begin_tick(void) {
    long long hundredths = 1500 + tick * 37 % 1000;
    suffix_bytes[0] = (size_t)sprintf(suffix[0], "%lld.%02lld %lld000000000\n", hundredths / 100, hundredths % 100, first_second + tick);
    suffix_bytes[1] = (size_t)sprintf(suffix[1], "%lld.0 %lld000000000\n", 1000000 + tick, first_second + tick);
}

static void read_series(const char *path) {
    static char line[MOST_LINE_BYTES];
    FILE *file = fopen(path, "r");
    if (!file) fail(path);
    while (fgets(line, sizeof line, file)) {
        line[strcspn(line, "\n")] = 0;
        series = realloc(series, (series_count + 1) * sizeof *series);
        series_bytes = realloc(series_bytes, (series_count + 1) * sizeof *series_bytes);
        if (!series || !series_bytes || !(series[series_count] = strdup(line))) fail("memory");
        series_bytes[series_count++] = strlen(line) - 2;
    }
    fclose(file);
    if (series_count == 0) fail("no series");
}

static void append_sample(void) {
    const char *prefix = series[next_series];
    int counter = prefix[0] == 'C';
    char *to = filling.lines + filling.bytes;
    memcpy(to, prefix + 2, series_bytes[next_series]);
    to += series_bytes[next_series];
    memcpy(to, suffix[counter], suffix_bytes[counter]);
    filling.bytes = (size_t)(to - filling.lines) + suffix_bytes[counter];
    filling.samples++;
    if (++next_series == series_count) {
        next_series = 0;
        tick++;
        begin_tick();
    }
}

static void take_publish(const unsigned char *body, unsigned char flags) {
    if ((flags >> 1 & 3) != 1) return;
    size_t topic = (size_t)body[0] << 8 | body[1];
    unsigned char *ack = filling.acks + filling.ack_bytes;
    ack[0] = 0x40;
    ack[1] = 2;
    ack[2] = body[2 + topic];
    ack[3] = body[3 + topic];
    filling.ack_bytes += 4;
    for (int sample = 0; sample < samples_per_message; sample++) append_sample();
}

static int has_room(void) {
    return filling.samples + samples_per_message <= MOST_LINES && filling.ack_bytes + 4 <= 4 * MOST_IDS;
}

/* Takes whole packets off what was read, while there is room for their lines. */
static void take_packets(void) {
    size_t at = 0;
    while (has_room()) {
        size_t length = 0, lengths = 1, have = in_bytes - at;
        for (int shift = 0;; shift += 7, lengths++) {
            if (lengths >= have) goto incomplete;
            length |= (size_t)(in[at + lengths] & 0x7f) << shift;
            if (!(in[at + lengths] & 0x80)) break;
        }
        lengths++;
        if (lengths + length > have) break;
        if (in[at] >> 4 == 3)
            take_publish(in + at + lengths, in[at] & 15);
        else if (in[at] >> 4 == 14)
            fail("the broker disconnected");
        at += lengths + length;
    }
incomplete:
    memmove(in, in + at, in_bytes - at);
    in_bytes -= at;
}

static void receive(void) {
    ssize_t got = recv(mqtt, in + in_bytes, sizeof in - in_bytes, 0);
    if (got == 0) fail("the broker closed the connection");
    if (got > 0)
        in_bytes += (size_t)got;
    else if (errno != EAGAIN)
        fail("recv from the broker");
}

static void post(const char *database) {
    struct batch free_one = posted;
    posted = filling;
    filling = free_one;
    filling.bytes = filling.ack_bytes = 0;
    filling.samples = 0;
    header_bytes = (size_t)snprintf(header, sizeof header, "POST /write?db=%s HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: %zu\r\n\r\n", database, posted.bytes);
    header_sent = lines_sent = answer_bytes = 0;
}

static void send_post(void) {
    ssize_t sent = 0;
    if (header_sent < header_bytes && (sent = send(http, header + header_sent, header_bytes - header_sent, MSG_NOSIGNAL | MSG_MORE)) > 0) header_sent += (size_t)sent;
    if (sent >= 0 && header_sent == header_bytes && (sent = send(http, posted.lines + lines_sent, posted.bytes - lines_sent, MSG_NOSIGNAL)) > 0) lines_sent += (size_t)sent;
    if (sent < 0 && errno != EAGAIN) fail("send to the database");
}

/* True when the write was confirmed. A 204 has no body. */
static int read_answer(void) {
    ssize_t got = recv(http, answer + answer_bytes, sizeof answer - 1 - answer_bytes, 0);
    if (got == 0) fail("the database closed the connection");
    if (got < 0 && errno != EAGAIN) fail("recv from the database");
    if (got > 0) answer_bytes += (size_t)got;
    answer[answer_bytes] = 0;
    if (!strstr(answer, "\r\n\r\n")) return 0;
    if (strncmp(answer, "HTTP/1.1 204", 12) != 0) {
        fprintf(stderr, "null_consumer: the database refused a write: %s\n", answer);
        exit(1);
    }
    return 1;
}

static void acknowledge(void) {
    memmove(acks, acks + acks_sent, acks_bytes - acks_sent);
    acks_bytes -= acks_sent;
    acks_sent = 0;
    memcpy(acks + acks_bytes, posted.acks, posted.ack_bytes);
    acks_bytes += posted.ack_bytes;
    posted.samples = 0;
}

static void send_acks(void) {
    ssize_t sent = send(mqtt, acks + acks_sent, acks_bytes - acks_sent, MSG_NOSIGNAL);
    if (sent < 0 && errno != EAGAIN) fail("send to the broker");
    if (sent > 0) acks_sent += (size_t)sent;
    if (acks_sent == acks_bytes) acks_sent = acks_bytes = 0;
}

/* CONNECT: MQTT 5, no clean start, no keep-alive, session expiry of a day, receive maximum. Then SUBSCRIBE with QoS 1. */
static void join(const char *filter) {
    static const unsigned char hello[] = {0x10, 34, 0, 4, 'M', 'Q', 'T', 'T', 5, 0, 0, 0, 8, 0x11, 0, 1, 0x51, 0x80, 0x21, 0xff, 0xff,
                                          0, 13, 'n', 'u', 'l', 'l', '-', 'c', 'o', 'n', 's', 'u', 'm', 'e', 'r'};
    unsigned char wish[256] = {0x82}, reply[64];
    size_t length = strlen(filter);
    if (length > 100) fail("filter too long");
    send_all(mqtt, hello, sizeof hello);
    if (recv(mqtt, reply, sizeof reply, 0) < 4 || reply[0] != 0x20 || reply[3] != 0) fail("CONNACK");
    wish[1] = (unsigned char)(2 + 1 + 2 + length + 1);
    wish[3] = 1;
    wish[6] = (unsigned char)length;
    memcpy(wish + 7, filter, length);
    wish[7 + length] = 1;
    send_all(mqtt, wish, 8 + length);
    if (recv(mqtt, reply, sizeof reply, 0) < 5 || reply[0] != 0x90) fail("SUBACK");
}

static struct batch new_batch(void) {
    struct batch batch = {.lines = malloc((size_t)MOST_LINES * MOST_LINE_BYTES), .acks = malloc(4 * MOST_IDS)};
    if (!batch.lines || !batch.acks) fail("memory");
    return batch;
}

int main(int argc, char **argv) {
    if (argc != 8) {
        fprintf(stderr, "null_consumer MQTT_PORT HTTP_PORT DATABASE FILTER SAMPLES_PER_MESSAGE SERIES_FILE FIRST_SECOND\n");
        return 2;
    }
    samples_per_message = atoi(argv[5]);
    first_second = atoll(argv[7]);
    read_series(argv[6]);
    begin_tick();
    filling = new_batch();
    posted = new_batch();
    if (!(acks = malloc(8 * MOST_IDS))) fail("memory");

    mqtt = connect_to(atoi(argv[1]));
    http = connect_to(atoi(argv[2]));
    join(argv[4]);
    fcntl(mqtt, F_SETFL, O_NONBLOCK);
    fcntl(http, F_SETFL, O_NONBLOCK);
    printf("null_consumer ready\n");
    fflush(stdout);

    long long waiting_since = 0;
    for (;;) {
        int under_way = posted.samples > 0;
        struct pollfd polls[2] = {
            {.fd = mqtt, .events = (short)((in_bytes < sizeof in && has_room() ? POLLIN : 0) | (acks_bytes > 0 ? POLLOUT : 0))},
            {.fd = http, .events = (short)(under_way ? POLLIN | (lines_sent < posted.bytes ? POLLOUT : 0) : 0)},
        };
        if (poll(polls, 2, filling.samples > 0 && !under_way ? LONGEST_WAIT_MS : -1) < 0) fail("poll");
        if (polls[1].revents & (POLLIN | POLLHUP | POLLERR) && under_way && read_answer()) acknowledge();
        if (polls[1].revents & POLLOUT) send_post();
        if (acks_bytes > 0) send_acks();
        if (polls[0].revents & (POLLIN | POLLHUP | POLLERR)) receive();
        if (in_bytes > 0) {
            if (filling.samples == 0) waiting_since = milliseconds();
            take_packets();
        }
        if (posted.samples == 0 && acks_bytes <= 4 * MOST_IDS && filling.samples > 0 && (filling.samples >= ENOUGH_LINES || milliseconds() - waiting_since >= LONGEST_WAIT_MS)) {
            post(argv[3]);
            send_post();
        }
    }
}
