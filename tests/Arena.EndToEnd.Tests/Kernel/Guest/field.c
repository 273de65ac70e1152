/* The field in the test VM: meters that give pulses, and what the kernel's i2c-stub lacks of two chips.
 *
 *   field pulses SIM METER ...       drives lines of the gpio-sim chip at SIM (/sys/devices/platform/gpio-sim.0/gpiochipN), all at once.
 *       METER is NAME:LINE:COUNT:ON_US:OFF_US[:BOUNCES:BOUNCE_US]. A contact closes (low) for ON_US, opens for OFF_US, COUNT times; it first
 *       bounces BOUNCES times, closed and open for BOUNCE_US each. No phase is ever shorter than asked. For each it prints "sent NAME
 *       pulses N edges N ms N".
 *   field chips BUS                  plays the chips' own part in their stubs until it is ended: NAU7802 0x2A powers up, calibrates and
 *       converts; ADS1115 0x48 ends conversions of a square wave of 50 Hz, +-SWING steps.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <linux/i2c-dev.h>
#include <linux/i2c.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { NAU7802 = 0x2A, ADS1115 = 0x48, SWING = 8000 };

static void fail(const char *what) { fprintf(stderr, "field: %s: %s\n", what, strerror(errno)); exit(1); }

static int64_t now_us(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec * 1000000LL + now.tv_nsec / 1000;
}

static void wait_us(int64_t us)
{
    struct timespec span = { us / 1000000, us % 1000000 * 1000 };
    while (clock_nanosleep(CLOCK_MONOTONIC, 0, &span, &span) == EINTR) { }
}

/* --- meters ------------------------------------------------------------------------------------------------------------------------ */

static void contact(int pull, int closed)
{
    const char *level = closed ? "pull-down" : "pull-up";
    if (pwrite(pull, level, strlen(level), 0) < 0) fail("pull");
}

static void meter(const char *sim, const char *text)
{
    char name[64], path[256];
    int line, count, on, off, bounces = 0, bounce = 0;
    if (sscanf(text, "%63[^:]:%d:%d:%d:%d:%d:%d", name, &line, &count, &on, &off, &bounces, &bounce) < 5) { errno = EINVAL; fail(text); }
    snprintf(path, sizeof path, "%s/sim_gpio%d/pull", sim, line);
    int pull = open(path, O_WRONLY);
    if (pull < 0) fail(path);
    long edges = 0;
    int64_t start = now_us();
    for (int pulse = 0; pulse < count; pulse++) {
        for (int i = 0; i < bounces; i++) {
            contact(pull, 1);
            wait_us(bounce);
            contact(pull, 0);
            wait_us(bounce);
            edges += 2;
        }
        contact(pull, 1);
        wait_us(on);
        contact(pull, 0);
        wait_us(off);
        edges += 2;
    }
    printf("sent %s pulses %d edges %ld ms %lld\n", name, count, edges, (long long)((now_us() - start) / 1000));
    exit(0);
}

static int pulses(int meters, char **texts)
{
    int failed = 0, status;
    for (int i = 1; i < meters; i++) {
        fflush(stdout);
        pid_t child = fork();
        if (child < 0) fail("fork");
        if (child == 0) meter(texts[0], texts[i]);
    }
    while (wait(&status) > 0) failed |= status;
    return failed != 0;
}

/* --- chips ------------------------------------------------------------------------------------------------------------------------- */

static int transfer(int bus, int address, int direction, int command, int size, union i2c_smbus_data *data)
{
    struct i2c_smbus_ioctl_data call = { direction, command, size, data };
    if (ioctl(bus, I2C_SLAVE_FORCE, address) < 0 || ioctl(bus, I2C_SMBUS, &call) < 0) fail("i2c-stub");
    return size == I2C_SMBUS_WORD_DATA ? data->word : data->byte;
}

static int get(int bus, int address, int command, int size)
{
    union i2c_smbus_data data;
    return transfer(bus, address, I2C_SMBUS_READ, command, size, &data);
}

static void put(int bus, int address, int command, int size, int value)
{
    union i2c_smbus_data data;
    if (size == I2C_SMBUS_WORD_DATA) data.word = value;
    else data.byte = value;
    transfer(bus, address, I2C_SMBUS_WRITE, command, size, &data);
}

/* SMBus words go low byte first, the ADS1115's most significant byte first. */
static int swapped(int word) { return (word & 0xFF) << 8 | (word >> 8 & 0xFF); }

/* PU_CTRL: PUD 02 is answered by PUR 08, CS 10 by CR 20. CTRL2: CALS 04 ends by itself. */
static void nau7802(int bus)
{
    int control = get(bus, NAU7802, 0x00, I2C_SMBUS_BYTE_DATA), wanted = control & ~0x28;
    if (control & 0x02) wanted |= 0x08;
    if ((control & 0x12) == 0x12) wanted |= 0x20;
    if (wanted != control) put(bus, NAU7802, 0x00, I2C_SMBUS_BYTE_DATA, wanted);
    int calibration = get(bus, NAU7802, 0x02, I2C_SMBUS_BYTE_DATA);
    if (calibration & 0x04) put(bus, NAU7802, 0x02, I2C_SMBUS_BYTE_DATA, calibration & ~0x04);
}

static _Noreturn void chips(const char *path)
{
    int bus = open(path, O_RDWR);
    if (bus < 0) fail(path);
    for (int value = SWING;; value = -value) {
        put(bus, ADS1115, 0x00, I2C_SMBUS_WORD_DATA, swapped(value & 0xFFFF));
        nau7802(bus);
        wait_us(10000);
    }
}

int main(int count, char **arguments)
{
    if (count >= 4 && !strcmp(arguments[1], "pulses")) return pulses(count - 2, arguments + 2);
    if (count == 3 && !strcmp(arguments[1], "chips")) chips(arguments[2]);
    fputs("usage: field pulses SIM METER ... | field chips /dev/i2c-N\n", stderr);
    return 2;
}
