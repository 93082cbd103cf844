<?php
// Logs in as applications do. Reads [[check, password, stored], …] from stdin, writes [true, …].
$checks = [
    'password_verify' => fn($password, $stored) => password_verify($password, $stored) && password_get_info($stored)['algo'] !== null,
    'crypt' => fn($password, $stored) => hash_equals(crypt($password, $stored), $stored),
    'wordpress' => fn($password, $stored) => password_verify(
        base64_encode(hash_hmac('sha384', trim($password), 'wp-sha384', true)), substr($stored, 3)),
    'salt:hash' => function ($password, $stored) {
        [$hash, $salt] = explode(':', $stored);
        $algorithm = [32 => 'md5', 40 => 'sha1', 64 => 'sha256'][strlen($hash)];
        return hash_equals($hash, hash($algorithm, $salt . $password));
    },
    'hash:salt' => function ($password, $stored) {
        [$hash, $salt] = explode(':', $stored);
        return hash_equals($hash, md5($password . $salt));
    },
];
$asked = json_decode(stream_get_contents(STDIN), true);
echo json_encode(array_map(fn($one) => $checks[$one[0]]($one[1], $one[2]), $asked));
