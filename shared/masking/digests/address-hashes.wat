;; MD5 (RFC 1321), SHA-1 and SHA-256 (FIPS 180-4) of four messages of at most 55 bytes at once, one in each lane of a vector.
;; `npm run wasm` writes address-hashes-wasm.ts from this file; a test compares them with those of node:crypto.
;; Memory: from byte 0 on 64 round constants of SHA-256, from 256 on 64 of MD5, from 512 on a byte for each step of MD5: by how many bits it
;; turns, from 576 on which word of the message it adds. The messages are at 1024, 1088, 1152 and 1216, each with a one bit behind it and
;; zeros up to 64 bytes, their lengths in bits at 1280. The schedule is at 2048. The results are at 4096, 80 bytes for each message:
;; 16 of MD5, 20 of SHA-1, 32 of SHA-256.
(module
  (memory (export "memory") 1)

  (func $swap (param $x v128) (result v128)
    (i8x16.shuffle 3 2 1 0 7 6 5 4 11 10 9 8 15 14 13 12 (local.get $x) (local.get $x)))

  (func $rotl (param $x v128) (param $bits i32) (result v128)
    (v128.or
      (i32x4.shl (local.get $x) (local.get $bits))
      (i32x4.shr_u (local.get $x) (i32.sub (i32.const 32) (local.get $bits)))))

  ;; One word of each result.
  (func $put (param $to i32) (param $x v128)
    (v128.store32_lane 0 (local.get $to) (local.get $x))
    (v128.store32_lane offset=80 1 (local.get $to) (local.get $x))
    (v128.store32_lane offset=160 2 (local.get $to) (local.get $x))
    (v128.store32_lane offset=240 3 (local.get $to) (local.get $x)))

  ;; The sixteen words of all messages, as MD5 reads them.
  (func $gather
    (local $t i32)
    (loop $words
      (v128.store offset=2048 (i32.shl (local.get $t) (i32.const 2))
        (v128.load32_lane offset=1216 3 (local.get $t)
          (v128.load32_lane offset=1152 2 (local.get $t)
            (v128.load32_lane offset=1088 1 (local.get $t)
              (v128.load32_zero offset=1024 (local.get $t))))))
      (br_if $words (i32.lt_u (local.tee $t (i32.add (local.get $t) (i32.const 4))) (i32.const 64)))))

  (func $md5
    (local $a v128) (local $b v128) (local $c v128) (local $d v128) (local $f v128) (local $t i32)
    (local.set $a (i32x4.splat (i32.const 0x67452301)))
    (local.set $b (i32x4.splat (i32.const 0xefcdab89)))
    (local.set $c (i32x4.splat (i32.const 0x98badcfe)))
    (local.set $d (i32x4.splat (i32.const 0x10325476)))
    (v128.store (i32.const 2272) (v128.load (i32.const 1280)))
    (loop $step
      (local.set $f
        (if (result v128) (i32.lt_u (local.get $t) (i32.const 32))
          (then
            (if (result v128) (i32.lt_u (local.get $t) (i32.const 16))
              (then (v128.bitselect (local.get $c) (local.get $d) (local.get $b)))
              (else (v128.bitselect (local.get $b) (local.get $c) (local.get $d)))))
          (else
            (if (result v128) (i32.lt_u (local.get $t) (i32.const 48))
              (then (v128.xor (v128.xor (local.get $b) (local.get $c)) (local.get $d)))
              (else (v128.xor (local.get $c) (v128.or (local.get $b) (v128.not (local.get $d)))))))))
      (local.set $f
        (i32x4.add
          (i32x4.add (local.get $a) (local.get $f))
          (i32x4.add
            (v128.load32_splat offset=256 (i32.shl (local.get $t) (i32.const 2)))
            (v128.load offset=2048 (i32.shl (i32.load8_u offset=576 (local.get $t)) (i32.const 4))))))
      (local.set $a (local.get $d))
      (local.set $d (local.get $c))
      (local.set $c (local.get $b))
      (local.set $b (i32x4.add (local.get $b) (call $rotl (local.get $f) (i32.load8_u offset=512 (local.get $t)))))
      (br_if $step (i32.lt_u (local.tee $t (i32.add (local.get $t) (i32.const 1))) (i32.const 64))))
    (call $put (i32.const 4096) (i32x4.add (local.get $a) (i32x4.splat (i32.const 0x67452301))))
    (call $put (i32.const 4100) (i32x4.add (local.get $b) (i32x4.splat (i32.const 0xefcdab89))))
    (call $put (i32.const 4104) (i32x4.add (local.get $c) (i32x4.splat (i32.const 0x98badcfe))))
    (call $put (i32.const 4108) (i32x4.add (local.get $d) (i32x4.splat (i32.const 0x10325476)))))

  ;; The same words as those of SHA, whose first byte has most weight, and whose length comes last.
  (func $turn
    (local $t i32)
    (loop $words
      (v128.store offset=2048 (local.get $t) (call $swap (v128.load offset=2048 (local.get $t))))
      (br_if $words (i32.lt_u (local.tee $t (i32.add (local.get $t) (i32.const 16))) (i32.const 224))))
    (v128.store (i32.const 2272) (v128.const i64x2 0 0))
    (v128.store (i32.const 2288) (v128.load (i32.const 1280))))

  (func $sha1
    (local $a v128) (local $b v128) (local $c v128) (local $d v128) (local $e v128) (local $f v128) (local $t i32)
    (local.set $a (i32x4.splat (i32.const 0x67452301)))
    (local.set $b (i32x4.splat (i32.const 0xefcdab89)))
    (local.set $c (i32x4.splat (i32.const 0x98badcfe)))
    (local.set $d (i32x4.splat (i32.const 0x10325476)))
    (local.set $e (i32x4.splat (i32.const 0xc3d2e1f0)))
    (local.set $t (i32.const 256))
    (loop $schedule
      (v128.store offset=2048 (local.get $t)
        (call $rotl
          (v128.xor
            (v128.xor (v128.load offset=2000 (local.get $t)) (v128.load offset=1920 (local.get $t)))
            (v128.xor (v128.load offset=1824 (local.get $t)) (v128.load offset=1792 (local.get $t))))
          (i32.const 1)))
      (br_if $schedule (i32.lt_u (local.tee $t (i32.add (local.get $t) (i32.const 16))) (i32.const 1280))))
    (local.set $t (i32.const 0))
    (loop $step
      (local.set $f
        (if (result v128) (i32.lt_u (local.get $t) (i32.const 640))
          (then
            (if (result v128) (i32.lt_u (local.get $t) (i32.const 320))
              (then
                (i32x4.add (v128.bitselect (local.get $c) (local.get $d) (local.get $b)) (i32x4.splat (i32.const 0x5a827999))))
              (else
                (i32x4.add (v128.xor (v128.xor (local.get $b) (local.get $c)) (local.get $d)) (i32x4.splat (i32.const 0x6ed9eba1))))))
          (else
            (if (result v128) (i32.lt_u (local.get $t) (i32.const 960))
              (then
                (i32x4.add
                  (v128.or (v128.and (local.get $b) (local.get $c)) (v128.and (local.get $d) (v128.or (local.get $b) (local.get $c))))
                  (i32x4.splat (i32.const 0x8f1bbcdc))))
              (else
                (i32x4.add (v128.xor (v128.xor (local.get $b) (local.get $c)) (local.get $d)) (i32x4.splat (i32.const 0xca62c1d6))))))))
      (local.set $f
        (i32x4.add
          (i32x4.add (local.get $f) (local.get $e))
          (i32x4.add (call $rotl (local.get $a) (i32.const 5)) (v128.load offset=2048 (local.get $t)))))
      (local.set $e (local.get $d))
      (local.set $d (local.get $c))
      (local.set $c (call $rotl (local.get $b) (i32.const 30)))
      (local.set $b (local.get $a))
      (local.set $a (local.get $f))
      (br_if $step (i32.lt_u (local.tee $t (i32.add (local.get $t) (i32.const 16))) (i32.const 1280))))
    (call $put (i32.const 4112) (call $swap (i32x4.add (local.get $a) (i32x4.splat (i32.const 0x67452301)))))
    (call $put (i32.const 4116) (call $swap (i32x4.add (local.get $b) (i32x4.splat (i32.const 0xefcdab89)))))
    (call $put (i32.const 4120) (call $swap (i32x4.add (local.get $c) (i32x4.splat (i32.const 0x98badcfe)))))
    (call $put (i32.const 4124) (call $swap (i32x4.add (local.get $d) (i32x4.splat (i32.const 0x10325476)))))
    (call $put (i32.const 4128) (call $swap (i32x4.add (local.get $e) (i32x4.splat (i32.const 0xc3d2e1f0))))))

  (func $sha256
    (local $a v128) (local $b v128) (local $c v128) (local $d v128) (local $e v128) (local $f v128) (local $g v128) (local $h v128)
    (local $x v128) (local $y v128) (local $t i32)
    (local.set $t (i32.const 256))
    (loop $schedule
      (local.set $x (v128.load offset=1808 (local.get $t)))
      (local.set $y (v128.load offset=2016 (local.get $t)))
      (v128.store offset=2048 (local.get $t)
        (i32x4.add
          (i32x4.add (v128.load offset=1792 (local.get $t)) (v128.load offset=1936 (local.get $t)))
          (i32x4.add
            (v128.xor
              (v128.xor (call $rotl (local.get $x) (i32.const 25)) (call $rotl (local.get $x) (i32.const 14)))
              (i32x4.shr_u (local.get $x) (i32.const 3)))
            (v128.xor
              (v128.xor (call $rotl (local.get $y) (i32.const 15)) (call $rotl (local.get $y) (i32.const 13)))
              (i32x4.shr_u (local.get $y) (i32.const 10))))))
      (br_if $schedule (i32.lt_u (local.tee $t (i32.add (local.get $t) (i32.const 16))) (i32.const 1024))))
    (local.set $a (i32x4.splat (i32.const 0x6a09e667)))
    (local.set $b (i32x4.splat (i32.const 0xbb67ae85)))
    (local.set $c (i32x4.splat (i32.const 0x3c6ef372)))
    (local.set $d (i32x4.splat (i32.const 0xa54ff53a)))
    (local.set $e (i32x4.splat (i32.const 0x510e527f)))
    (local.set $f (i32x4.splat (i32.const 0x9b05688c)))
    (local.set $g (i32x4.splat (i32.const 0x1f83d9ab)))
    (local.set $h (i32x4.splat (i32.const 0x5be0cd19)))
    (local.set $t (i32.const 0))
    (loop $step
      (local.set $x
        (i32x4.add
          (i32x4.add
            (i32x4.add
              (local.get $h)
              (v128.xor
                (v128.xor (call $rotl (local.get $e) (i32.const 26)) (call $rotl (local.get $e) (i32.const 21)))
                (call $rotl (local.get $e) (i32.const 7))))
            (v128.bitselect (local.get $f) (local.get $g) (local.get $e)))
          (i32x4.add
            (v128.load32_splat (i32.shr_u (local.get $t) (i32.const 2)))
            (v128.load offset=2048 (local.get $t)))))
      (local.set $y
        (i32x4.add
          (v128.xor
            (v128.xor (call $rotl (local.get $a) (i32.const 30)) (call $rotl (local.get $a) (i32.const 19)))
            (call $rotl (local.get $a) (i32.const 10)))
          (v128.or (v128.and (local.get $a) (local.get $b)) (v128.and (local.get $c) (v128.or (local.get $a) (local.get $b))))))
      (local.set $h (local.get $g))
      (local.set $g (local.get $f))
      (local.set $f (local.get $e))
      (local.set $e (i32x4.add (local.get $d) (local.get $x)))
      (local.set $d (local.get $c))
      (local.set $c (local.get $b))
      (local.set $b (local.get $a))
      (local.set $a (i32x4.add (local.get $x) (local.get $y)))
      (br_if $step (i32.lt_u (local.tee $t (i32.add (local.get $t) (i32.const 16))) (i32.const 1024))))
    (call $put (i32.const 4132) (call $swap (i32x4.add (local.get $a) (i32x4.splat (i32.const 0x6a09e667)))))
    (call $put (i32.const 4136) (call $swap (i32x4.add (local.get $b) (i32x4.splat (i32.const 0xbb67ae85)))))
    (call $put (i32.const 4140) (call $swap (i32x4.add (local.get $c) (i32x4.splat (i32.const 0x3c6ef372)))))
    (call $put (i32.const 4144) (call $swap (i32x4.add (local.get $d) (i32x4.splat (i32.const 0xa54ff53a)))))
    (call $put (i32.const 4148) (call $swap (i32x4.add (local.get $e) (i32x4.splat (i32.const 0x510e527f)))))
    (call $put (i32.const 4152) (call $swap (i32x4.add (local.get $f) (i32x4.splat (i32.const 0x9b05688c)))))
    (call $put (i32.const 4156) (call $swap (i32x4.add (local.get $g) (i32x4.splat (i32.const 0x1f83d9ab)))))
    (call $put (i32.const 4160) (call $swap (i32x4.add (local.get $h) (i32x4.splat (i32.const 0x5be0cd19))))))

  (func (export "hash")
    (call $gather)
    (call $md5)
    (call $turn)
    (call $sha1)
    (call $sha256)))
